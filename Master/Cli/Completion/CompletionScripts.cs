namespace Salt.Cli.Completion;

/// <summary>What each shell has to be told once. The scripts know no verb: they ask the program for every word.</summary>
internal static class CompletionScripts
{
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish"];

    // The line goes to the program as it is, for bash takes words apart at = and : which the program puts together again.
    private const string Bash = """
        # master-cli completion bash. For this shell:  source <(master-cli completion bash)
        _master_cli() {
          local line found text
          COMPREPLY=()
          mapfile -t found < <("$1" complete bash -- "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
          for line in "${found[@]}"; do
            text=${line%%$'\t'*}
            case $text in
              :files) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$2") ;;
              :folders) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$2") ;;
              *) COMPREPLY+=("$text") ;;
            esac
          done
        }
        complete -F _master_cli master-cli
        """;

    private const string Zsh = """
        #compdef master-cli
        # master-cli completion zsh. For this shell:  source <(master-cli completion zsh)
        _master_cli() {
          local line text help
          local -a texts shown
          while IFS= read -r line; do
            text=${line%%$'\t'*}
            help=${line#*$'\t'}
            case $text in
              :files) _files ;;
              :folders) _files -/ ;;
              *) texts+=("$text")
                 if [[ -n $help && $help != $line ]]; then shown+=("$text  -- $help"); else shown+=("$text"); fi ;;
            esac
          done < <("${words[1]}" complete zsh -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)
          (( ${#texts} )) && compadd -l -d shown -a texts
        }
        if (( ! $+functions[compdef] )); then autoload -Uz compinit && compinit -D -i; fi
        compdef _master_cli master-cli
        """;

    private const string Fish = """
        # master-cli completion fish. For this shell:  master-cli completion fish | source
        function __master_cli
          set -l words (commandline -opc)
          for line in ($words[1] complete fish -- $words[2..-1] (commandline -ct) 2>/dev/null)
            switch $line
              case ':files*'
                __fish_complete_path (commandline -ct)
              case ':folders*'
                __fish_complete_directories (commandline -ct)
              case '*'
                printf '%s\n' $line
            end
          end
        end
        complete -c master-cli -f -a '(__master_cli)'
        """;

    /// <summary>Null: there is no script for this shell.</summary>
    public static string? Of(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        _ => null,
    };
}
