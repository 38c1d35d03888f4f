using System.CommandLine;

namespace MLNetDetection.Cli;

/// <summary>Runs a command's work and turns what it throws into one line and an exit code; with a stack trace only where that was asked for.</summary>
internal static class CommandGuard
{
    /// <summary>The name of the option, valid behind every command, that asks for stack traces.</summary>
    public const string StackTrace = "--stack-trace";

    /// <summary>Makes the work a command's action, on a thread of its own so that Ctrl+C is answered.</summary>
    public static void SetGuardedAction(this Command command, Func<ParseResult, CancellationToken, int> work) =>
        command.SetAction((result, cancellation) => Task.Run(() => Run(result, work, cancellation), CancellationToken.None));

    private static int Run(ParseResult result, Func<ParseResult, CancellationToken, int> work, CancellationToken cancellation)
    {
        TextWriter errors = result.InvocationConfiguration.Error;
        try
        {
            return work(result, cancellation);
        }
        catch (OperationCanceledException)
        {
            errors.WriteLine("cancelled");
            return ExitCode.Cancelled;
        }
        catch (Exception e)
        {
            errors.WriteLine($"error: {Message(e)}");
            if (result.GetValue<bool>(StackTrace))
            {
                errors.WriteLine(e);
            }

            return e is UsageException ? ExitCode.Usage : ExitCode.Failed;
        }
    }

    private static string Message(Exception e) => e switch
    {
        AggregateException { InnerExceptions: [var first, ..] } => Message(first), // of work on several threads the first fault
        UsageException or IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException => e.Message,
        _ when NativeLibraries.IsAtFault(e) => $"{NativeLibraries.FirstLine(e)} (mldetect doctor says what is missing and how to mend it)",

        // A fault of ours: its kind helps to report it.
        _ => $"{e.GetType().Name}: {e.Message} ({StackTrace} shows where)",
    };
}
