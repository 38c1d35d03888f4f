using System.Diagnostics;

namespace MLNetDetection.Samples.Tests;

/// <summary>The demo in a process of its own.</summary>
internal static class DemoProcess
{
    public static Process Start(IEnumerable<string> arguments) => SampleProcess.Start("Demo", arguments);

    public static SampleProcess.Outcome Run(IEnumerable<string> arguments, string? interruptAt = null) => SampleProcess.Run("Demo", arguments, interruptAt);
}
