using System.Diagnostics;

namespace MLNetDetection.Samples.Tests.Packages;

/// <summary>Runs a program and wants it to succeed.</summary>
internal static class Dotnet
{
    /// <summary>The standard output of dotnet.</summary>
    public static string Run(string folder, params string[] arguments) => Start("dotnet", folder, arguments);

    /// <summary>The standard output of a program; a failure fails the test with all that it said.</summary>
    public static string Start(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{output}\n{errors.Result}");
        Assert.DoesNotContain("warning ", output, StringComparison.Ordinal);
        return output;
    }
}
