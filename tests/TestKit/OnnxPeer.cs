using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace MLNetDetection.TestKit;

/// <summary>Runs onnx_peer.py, which asks other implementations of ONNX.</summary>
internal static class OnnxPeer
{
    private const string Python = "/usr/bin/python3";
    private const string Packages = "/usr/lib/python3/dist-packages";

    /// <summary>What is missing for it on this machine; null where nothing is.</summary>
    public static string? Missing { get; } =
        File.Exists(Python) && Directory.Exists($"{Packages}/onnx") && Directory.Exists($"{Packages}/numpy") && Directory.EnumerateFileSystemEntries(Packages, "cv2*").Any()
            ? null : "needs Debian's python3-onnx, python3-numpy and python3-opencv";

    /// <summary>Does a job's steps and returns the answer of each.</summary>
    public static JsonElement[] Run(string folder, params object[] steps)
    {
        string job = Path.Combine(folder, $"job-{Guid.NewGuid():N}.json");
        File.WriteAllText(job, JsonSerializer.Serialize(steps));
        var start = new ProcessStartInfo(Python, ["-B", Path.Combine(AppContext.BaseDirectory, "Onnx", "onnx_peer.py"), job])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return [.. lines.Select(line => JsonDocument.Parse(line).RootElement.Clone())];
    }

    /// <summary>An output that a step wrote.</summary>
    public static T[] Output<T>(string prefix, string name)
        where T : struct => MemoryMarshal.Cast<byte, T>(File.ReadAllBytes($"{prefix}.{name}")).ToArray();
}
