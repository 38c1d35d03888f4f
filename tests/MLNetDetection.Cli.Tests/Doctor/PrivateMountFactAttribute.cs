using System.Diagnostics;

namespace MLNetDetection.Cli.Tests.Doctor;

/// <summary>
/// A test that hides the machine's libtorch from one process, by a file system laid over its folder; reported as skipped where only root
/// might do so, and where libtorch is not the machine's.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PrivateMountFactAttribute : FactAttribute
{
    public const string Folder = "/usr/lib/x86_64-linux-gnu";

    public PrivateMountFactAttribute()
    {
        if (!File.Exists(Path.Combine(AppContext.BaseDirectory, ToolFolder.BridgeName)) || !Directory.Exists(Folder) || Directory.GetFiles(Folder, "libtorch_cpu.so*").Length == 0)
        {
            Skip = $"the libtorch in use is not in {Folder}";
        }
        else if (Run("x", "true", out _) is not 0)
        {
            Skip = "lays a file system over a folder in a mount namespace, which needs root on Linux";
        }
    }

    /// <summary>Runs a command that does not see the folder's files that fit a pattern.</summary>
    /// <returns>Its exit code; null where the tools for it are missing.</returns>
    public static int? Run(string pattern, string command, out string output)
    {
        string layers = Directory.CreateTempSubdirectory("mldetect-layers-").FullName;
        string script = $"""
            set -e
            mount -t tmpfs tmpfs {layers}
            mkdir {layers}/upper {layers}/work {layers}/merged
            mount -t overlay overlay -o lowerdir={Folder},upperdir={layers}/upper,workdir={layers}/work {layers}/merged
            rm -f {layers}/merged/{pattern}
            mount --bind {layers}/merged {Folder}
            exec {command}
            """;
        try
        {
            using Process process = ToolProcess.Start("unshare", ["-m", "bash", "-c", script], ("NUGET_PACKAGES", "/nowhere"), ("LD_LIBRARY_PATH", ""));
            Task<string> errors = process.StandardError.ReadToEndAsync();
            output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            output = "";
            return null; // no such tool
        }
        finally
        {
            Directory.Delete(layers);
        }
    }
}
