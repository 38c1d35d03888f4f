using System.Diagnostics;

namespace MLNetDetection.Architecture.Tests;

/// <summary>Runs MSBuild on a project of the repository.</summary>
internal static class Msbuild
{
    /// <summary>Its standard output; a failing run fails the test.</summary>
    public static string Run(string project, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = Repository.Root };
        foreach (string argument in new[] { "msbuild", project, "-nologo", "-nodeReuse:false" }.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        // Variables that the test host's own SDK set would send msbuild to the wrong place; the others would decide what is asked here.
        foreach (string name in new[]
        {
            "MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "DetectionRuntime", "ExtensionsML", "Torch", "TorchSharpVersion", "MicrosoftMLVersion",
            "RestoreSources", "RestoreAdditionalProjectSources", "NUGET_PACKAGES",
        })
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
        return output;
    }
}
