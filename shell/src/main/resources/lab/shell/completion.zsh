#compdef lab
# Completion of lab for zsh.
local -a commands containers
if (( CURRENT == 2 )); then
    commands=(@COMMANDS@ --help --version --lang --plain)
    compadd -- $commands
    return
fi
case $words[2] in
    exec|logs|stop|kill|rm|wait|inspect|explain)
        containers=(${(f)"$(lab ps -a --format json 2>/dev/null | sed -n 's/.*"Names":"\([^"]*\)".*/\1/p')"})
        compadd -- $containers
        ;;
    lesson) compadd -- {1..12} ;;
    run | create) compadd -- base @RUN_OPTIONS@ ;;
esac
