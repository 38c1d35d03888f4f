using System.Text;

namespace MLNetDetection.Cli.Tests.Doctor;

/// <summary>A copy of the tool whose native library can be taken away or changed.</summary>
internal sealed class ToolFolder : IDisposable
{
    public const string BridgeName = "libmlnetdetection_torch.so";

    public ToolFolder()
    {
        // What the tool itself needs; test frameworks stay behind.
        foreach (string file in Directory.GetFiles(AppContext.BaseDirectory).Where(IsOfTheTool))
        {
            File.Copy(file, System.IO.Path.Combine(Path, System.IO.Path.GetFileName(file)));
        }
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("mldetect-tool-").FullName;

    /// <summary>The library between .NET and libtorch.</summary>
    public string Bridge => System.IO.Path.Combine(Path, BridgeName);

    public (int Code, string Output, string Errors) Doctor(params (string Name, string Value)[] environment) => ToolProcess.Run(["doctor", "--json"], Path, environment);

    /// <summary>Writes another text of the same length over each place where a text is.</summary>
    /// <returns>How many places there were.</returns>
    public static int Patch(string file, string text, string with)
    {
        byte[] bytes = File.ReadAllBytes(file), from = Encoding.ASCII.GetBytes(text), to = Encoding.ASCII.GetBytes(with);
        int places = 0;
        for (int at = bytes.AsSpan().IndexOf(from); at >= 0; places++)
        {
            to.CopyTo(bytes.AsSpan(at));
            int next = bytes.AsSpan(at + 1).IndexOf(from);
            at = next < 0 ? -1 : at + 1 + next;
        }

        File.Delete(file);
        File.WriteAllBytes(file, bytes);
        return places;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static bool IsOfTheTool(string file) =>
        System.IO.Path.GetExtension(file) is ".dll" or ".so" or ".json" && !System.IO.Path.GetFileName(file).Contains("Test", StringComparison.OrdinalIgnoreCase);
}
