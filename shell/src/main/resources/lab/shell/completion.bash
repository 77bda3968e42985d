# Completion of lab for bash.
_lab() {
    local word=${COMP_WORDS[COMP_CWORD]}
    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "@COMMANDS@ --help --version --lang --plain" -- "$word")
        return
    fi
    case ${COMP_WORDS[1]} in
        exec | logs | stop | kill | rm | wait | inspect | explain)
            mapfile -t COMPREPLY < <(compgen -W "$(lab ps -a --format json 2>/dev/null | sed -n 's/.*"Names":"\([^"]*\)".*/\1/p')" -- "$word")
            ;;
        lesson)
            mapfile -t COMPREPLY < <(compgen -W "1 2 3 4 5 6 7 8 9 10 11 12" -- "$word")
            ;;
        run | create)
            mapfile -t COMPREPLY < <(compgen -W "base @RUN_OPTIONS@" -- "$word")
            ;;
    esac
}
complete -o default -F _lab lab
