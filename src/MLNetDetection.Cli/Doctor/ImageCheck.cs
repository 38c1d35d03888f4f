using System.Reflection;

namespace MLNetDetection.Cli.Doctor;

/// <summary>Whether each image format can be decoded, by decoding a picture of two by two pixels.</summary>
internal static class ImageCheck
{
    private const string Part = "images";

    public static MachineCheck Run(RuntimeFacts runtime)
    {
        Dictionary<string, string?> faults = new[] { "jpg", "png", "bmp", "webp" }.ToDictionary(kind => kind, Fault);
        string[] bad = [.. faults.Where(each => each.Value is not null).Select(each => each.Key)];
        MachineCheck check = bad.Length == 0
            ? new(Part, CheckState.Ok, $"{string.Join(", ", faults.Keys)} can be read")
            : new(Part, CheckState.Failed, $"{string.Join(", ", bad)} cannot be read: {faults[bad[0]]}", runtime.IsNuGet
                ? "SkiaSharp's library is missing or lacks one it needs: install the tool again; on Debian and Ubuntu also apt-get install libfontconfig1."
                : "Install libjpeg-turbo, libpng and libwebp: on Debian apt-get install libjpeg62-turbo libpng16-16 libwebp7; where the tool's own library is missing, install the tool again.");
        return check with { Facts = faults.ToDictionary(each => each.Key, each => (object?)(each.Value is null)) };
    }

    private static string? Fault(string kind)
    {
        try
        {
            using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"sample.{kind}")!;
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return DetectionImages.Decode(bytes.ToArray()) is { Width: 2, Height: 2 } ? null : "the picture has another size than it should";
        }
        catch (Exception e)
        {
            // A decoder or its library throws what it likes; each is the answer.
            return NativeLibraries.FirstLine(e);
        }
    }
}
