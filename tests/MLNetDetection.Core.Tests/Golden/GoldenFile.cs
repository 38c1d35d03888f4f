using System.Text.Json;

namespace MLNetDetection.Core.Tests.Golden;

/// <summary>Reference results made by the scripts beside this file.</summary>
internal static class GoldenFile
{
    public static T Read<T>(string name)
    {
        using Stream stream = typeof(GoldenFile).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"{name} is not embedded.");
        return JsonSerializer.Deserialize<T>(stream, JsonSerializerOptions.Web) ?? throw new InvalidDataException($"{name} is empty.");
    }
}
