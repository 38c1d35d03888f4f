using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace MLNetDetection.Cli;

/// <summary>The usual help, then a command's examples; of the tool as a whole, the exit codes.</summary>
internal sealed class ToolHelp(HelpAction usual) : SynchronousCommandLineAction
{
    private const string ExitCodes =
        """
        Exit codes:
          0    done
          1    data, a model, a file or the machine is at fault; the message says which. Also where some pictures could not be read.
          2    the command line is at fault; of inspect and convert also: the data cannot be used
          130  stopped by Ctrl+C (train keeps the best model so far; a second Ctrl+C ends at once)

        Results go to standard output, progress and messages to standard error. Where standard error is no terminal (a pipe, a file), and where CI, NO_COLOR or
        TERM=dumb is set, progress is plain lines without control characters. Every command that prints results takes --json.
        """;

    // What the library's own help leaves after its last section.
    private static readonly string _gap = Environment.NewLine;

    public override int Invoke(ParseResult parseResult)
    {
        int code = usual.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        switch (parseResult.CommandResult.Command)
        {
            case ToolCommand { Examples.Count: > 0 } command:
                output.WriteLine("Examples:");
                foreach (string example in command.Examples)
                {
                    output.WriteLine($"  {example}");
                }

                output.Write(_gap);
                break;
            case RootCommand:
                output.WriteLine(ExitCodes);
                break;
        }

        return code;
    }
}
