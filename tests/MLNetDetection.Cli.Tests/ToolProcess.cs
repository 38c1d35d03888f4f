using System.Diagnostics;

namespace MLNetDetection.Cli.Tests;

/// <summary>Runs the tool in a process of its own.</summary>
internal static class ToolProcess
{
    public static (int Code, string Output, string Errors) Run(IEnumerable<string> arguments, string? folder = null, params (string Name, string Value)[] environment)
    {
        using Process process = Start("dotnet", [Path.Combine(folder ?? AppContext.BaseDirectory, "mldetect.dll"), .. arguments], environment);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    public static Process Start(string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
