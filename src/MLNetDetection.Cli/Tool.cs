using System.CommandLine;
using System.CommandLine.Invocation;
using MLNetDetection.Cli.Commands;

namespace MLNetDetection.Cli;

/// <summary>The command line as a whole: each command is a file in Commands.</summary>
internal static class Tool
{
    public static RootCommand Commands() => new("Object detection for ML.NET.")
    {
        TrainCommand.Create(), FindLrCommand.Create(), RecipesCommand.Create(), PredictCommand.Create(), EvaluateCommand.Create(), InspectCommand.Create(),
        ConvertCommand.Create(), ExportCommand.Create(), NetworksCommand.Create(),
    };

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        ParseResult parsed = Commands().Parse(arguments);
        using var interrupts = new Interrupts(errors);
        int code = await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = output,
                Error = errors,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null, // a step of a large network takes longer than any timeout that one would wait for
            },
            interrupts.Token);
        return parsed.Action is ParseErrorAction ? ExitCode.Usage : code;
    }
}
