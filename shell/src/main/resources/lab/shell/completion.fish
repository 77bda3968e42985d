# Completion of lab for fish.
complete -c lab -f
complete -c lab -n __fish_use_subcommand -a "@COMMANDS@ --help --version --lang --plain"
complete -c lab -n "__fish_seen_subcommand_from exec logs stop kill rm wait inspect explain" \
    -a "(lab ps -a --format json 2>/dev/null | string match -rg '\"Names\":\"([^\"]*)\"')"
complete -c lab -n "__fish_seen_subcommand_from lesson" -a "(seq 12)"
complete -c lab -n "__fish_seen_subcommand_from run create" -a "base @RUN_OPTIONS@"
