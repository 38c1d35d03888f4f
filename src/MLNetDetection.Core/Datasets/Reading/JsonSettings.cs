using System.Text.Json;

namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>How annotation JSON is read.</summary>
internal static class JsonSettings
{
    /// <summary>Annotation formats are 6 levels deep at most; deeper nesting is refused before it costs a stack.</summary>
    public const int MaximumDepth = 32;

    /// <summary>A document in memory takes several times its file; those formats have no files near this size.</summary>
    public const long MaximumDocumentBytes = 256L << 20;

    public static JsonReaderOptions Reader { get; } =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MaximumDepth };

    /// <summary>A whole file as a document.</summary>
    /// <exception cref="InvalidDataException">It is no JSON, too deep or too large; the message names file and place.</exception>
    public static JsonDocument Load(ReadingContext context, string path)
    {
        using FileStream stream = context.Open(path);
        if (stream.Length > MaximumDocumentBytes)
        {
            throw new InvalidDataException($"{path} has {stream.Length:N0} bytes; JSON of this kind is read up to {MaximumDocumentBytes:N0}.");
        }

        try
        {
            return JsonDocument.Parse(stream, new JsonDocumentOptions
            {
                CommentHandling = JsonCommentHandling.Skip,
                AllowTrailingCommas = true,
                MaxDepth = MaximumDepth,
            });
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }
}
