using System.Text.Json;

namespace MLNetDetection.Torch.Tests.Support;

/// <summary>Files that the scripts in tests/Golden wrote from torchvision 0.14.1.</summary>
internal static class GoldenFile
{
    public static JsonElement Read(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", name)));
        return document.RootElement.Clone();
    }

    public static float[] Floats(this JsonElement element, string property) =>
        [.. element.GetProperty(property).EnumerateArray().Select(v => v.GetSingle())];

    public static int[] Ints(this JsonElement element, string property) =>
        [.. element.GetProperty(property).EnumerateArray().Select(v => v.GetInt32())];
}
