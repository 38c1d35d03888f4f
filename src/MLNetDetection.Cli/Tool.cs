using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using MLNetDetection.Cli.Commands;

namespace MLNetDetection.Cli;

/// <summary>The command line as a whole: each command is a file in Commands.</summary>
internal static class Tool
{
    public const string Name = "mldetect";

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        using var messages = new MessageWriter(errors, Terminal.Width(errors));
        using var interrupts = new Interrupts(messages);
        ParseResult parsed = Commands().Parse(arguments);
        if (parsed.Action is ParseErrorAction || (parsed.Action is not HelpAction and not ToolHelp && ParseFaults.UnknownOptions(parsed).Any()))
        {
            ParseFaults.Tell(parsed, messages);
            return ExitCode.Usage;
        }

        return await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = output,
                Error = messages,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null, // a step of a large network takes longer than any timeout that one would wait for
            },
            interrupts.Token);
    }

    /// <summary>All commands, in the order in which one would use them.</summary>
    public static RootCommand Commands()
    {
        RootCommand root = new("Object detection for ML.NET: looks at data, trains, measures and runs detectors.")
        {
            DoctorCommand.Create(), InspectCommand.Create(), ConvertCommand.Create(), SplitCommand.Create(), TrainCommand.Create(), FindLrCommand.Create(),
            RecipesCommand.Create(), EvaluateCommand.Create(), PredictCommand.Create(), BenchCommand.Create(), NetworksCommand.Create(), ExportCommand.Create(),
            CompletionCommand.Create(),
        };
        root.Add(new Option<bool>(CommandGuard.StackTrace, "--verbose") { Description = "Show where an error comes from.", Recursive = true });
        foreach (HelpOption help in root.Options.OfType<HelpOption>())
        {
            help.Action = new ToolHelp((HelpAction)help.Action!);
        }

        return root;
    }
}
