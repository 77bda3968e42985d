# Runs one line of the lab's prompt in the workbench: with the folder, the variables, the functions and the status
# that the line before left. $1 is the line, $2 the status of a command of the lab that came in between. Works in bash and, with less to remember, in any POSIX shell.
umask 022
if [ -r /run/lab/shell ]; then . /run/lab/shell; fi

lab_remember() {
    lab_status=$?
    trap - EXIT
    if [ -t 2 ] && [ -n "${BASH_VERSION-}" ]; then
        jobs -p >/run/lab/jobs
        lab_number=0
        while read -r lab_job; do
            lab_number=$((lab_number + 1))
            echo "[$lab_number] $lab_job" >&2
        done </run/lab/jobs
    fi
    {
        if [ -n "${BASH_VERSION-}" ]; then
            for lab_name in $(compgen -v); do
                case $lab_name in
                    BASH* | COMP_* | DIRSTACK | EPOCH* | EUID | FUNCNAME | GROUPS | HIST* | HOSTNAME | HOSTTYPE | LINENO | \
                        MACHTYPE | OPTERR | OPTIND | OSTYPE | PIPESTATUS | PPID | RANDOM | SECONDS | SHELLOPTS | SHLVL | \
                        SRANDOM | UID | COLUMNS | LINES | PS4 | IFS | _ | lab_*) ;;
                    *) declare -p "$lab_name" ;;
                esac
            done
            unset -f lab_remember lab_words command_not_found_handle
            declare -f
            alias -p
        else
            export -p
        fi
        printf "cd -- '%s'\n" "$(printf %s "$PWD" | sed "s/'/'\\\\\\\\''/g")"
        echo "lab_status=$lab_status"
    } >/run/lab/shell.new 2>/dev/null && mv -f /run/lab/shell.new /run/lab/shell
    exit "$lab_status"
}

if [ -n "${BASH_VERSION-}" ]; then
    shopt -s expand_aliases
    # Without it bash would tell of a line of this file.
    command_not_found_handle() { printf '%s: command not found\n' "$1" >&2; return 127; }
fi
# Tells the folder, the words of a line as they are after expansion, and the exported variables; each ends in a NUL.
lab_words() {
    printf '%s\0' "$PWD" "$#" "$@"
    env -0
}
mkdir -p /run/lab
trap lab_remember EXIT
if [ -t 0 ]; then set -m; fi
(exit "${2:-${lab_status:-0}}")
eval "$1"
