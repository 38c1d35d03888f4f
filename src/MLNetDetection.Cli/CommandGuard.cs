using System.CommandLine;

namespace MLNetDetection.Cli;

/// <summary>Runs a command's work and turns what it throws into one line and an exit code, without a stack trace.</summary>
internal static class CommandGuard
{
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
        catch (UsageException e)
        {
            errors.WriteLine($"error: {e.Message}");
            return ExitCode.Usage;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
        {
            errors.WriteLine($"error: {e.Message}");
            return ExitCode.Failed;
        }
        catch (Exception e)
        {
            // A fault of ours: its kind helps to report it.
            errors.WriteLine($"error: {e.GetType().Name}: {e.Message}");
            return ExitCode.Failed;
        }
    }
}
