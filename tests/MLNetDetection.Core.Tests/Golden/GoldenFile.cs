using System.IO.Compression;
using System.Text.Json;

namespace MLNetDetection.Core.Tests.Golden;

/// <summary>Reference results made by the scripts beside this file and in tests/Golden; those named .gz are compressed.</summary>
internal static class GoldenFile
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static T Read<T>(string name)
    {
        using Stream stream = typeof(GoldenFile).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"{name} is not embedded.");
        return name.EndsWith(".gz", StringComparison.Ordinal)
            ? Read<T>(stream)
            : JsonSerializer.Deserialize<T>(stream, JsonSerializerOptions.Web) ?? throw new InvalidDataException($"{name} is empty.");
    }

    /// <summary>Reads a compressed file of one of the scripts in tests/Golden.</summary>
    public static T Read<T>(Stream stream)
    {
        using GZipStream text = new(stream, CompressionMode.Decompress);
        return JsonSerializer.Deserialize<T>(text, _options) ?? throw new InvalidDataException("The file is empty.");
    }
}
