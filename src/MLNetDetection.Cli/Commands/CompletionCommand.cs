using System.CommandLine;

namespace MLNetDetection.Cli.Commands;

/// <summary>mldetect completion: what a shell needs to complete commands, options and their values.</summary>
internal static class CompletionCommand
{
    // Each asks the tool itself, by System.CommandLine's directive [suggest:POSITION], so that a script never grows old. Without a
    // suggestion the shell completes file names.
    private const string Bash =
        """
        _mldetect() {
            local suggested
            suggested=$(mldetect "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)
            mapfile -t COMPREPLY < <(compgen -W "${suggested}" -- "${COMP_WORDS[COMP_CWORD]}")
        }
        complete -o default -F _mldetect mldetect
        """;

    private const string Zsh =
        """
        #compdef mldetect
        _mldetect() {
            local line="${(j: :)words[1,CURRENT]}"
            local -a suggested
            suggested=("${(@f)$(mldetect "[suggest:${#line}]" "${line}" 2>/dev/null)}")
            suggested=(${suggested:#})
            if (( ${#suggested} )); then compadd -- "${suggested[@]}"; fi
            if [[ "${words[CURRENT]}" != -* ]]; then _files; fi
        }
        compdef _mldetect mldetect
        """;

    private const string PowerShell =
        """
        Register-ArgumentCompleter -Native -CommandName mldetect -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            mldetect "[suggest:$cursorPosition]" "$commandAst" 2>$null | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }
        """;

    public static Command Create()
    {
        Argument<string> shell = new("SHELL") { Description = "bash, zsh or pwsh." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "pwsh");
        var command = new ToolCommand("completion",
            "Prints a script that completes commands, options and their values in a shell.",
            "eval \"$(mldetect completion bash)\"                                            # in ~/.bashrc",
            "eval \"$(mldetect completion zsh)\"                                             # in ~/.zshrc, after compinit",
            "mldetect completion pwsh | Out-String | Invoke-Expression                     # in $PROFILE")
        {
            shell,
        };
        command.SetGuardedAction((result, _) =>
        {
            result.InvocationConfiguration.Output.WriteLine(result.GetRequiredValue(shell) switch { "bash" => Bash, "zsh" => Zsh, _ => PowerShell });
            return ExitCode.Done;
        });
        return command;
    }
}
