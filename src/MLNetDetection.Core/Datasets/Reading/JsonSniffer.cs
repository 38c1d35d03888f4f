using System.Text;
using System.Text.Json;

namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>Tells JSON files apart by their first keys, so that a VoTT file is never read as COCO.</summary>
internal static class JsonSniffer
{
    private const int Length = 1 << 16;

    public static JsonKind Kind(ReadingContext context, string path)
    {
        byte[] buffer = new byte[Length];
        int length;
        try
        {
            using FileStream stream = context.Open(path, whole: false);
            length = stream.ReadAtLeast(buffer, Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            return JsonKind.Other;
        }

        ReadOnlySpan<byte> json = buffer.AsSpan(0, length);
        json = json.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json;
        Utf8JsonReader reader = new(json, isFinalBlock: false, new JsonReaderState(JsonSettings.Reader));
        try
        {
            return Kind(ref reader);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return JsonKind.Other;
        }
    }

    private static JsonKind Kind(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            return JsonKind.Other;
        }

        bool inArray = reader.TokenType == JsonTokenType.StartArray;
        if (inArray && !reader.Read())
        {
            return JsonKind.Other;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return JsonKind.Other;
        }

        int depth = reader.CurrentDepth + 1;
        while (reader.Read())
        {
            if (reader.CurrentDepth < depth)
            {
                break;
            }

            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == depth && Kind(reader.GetString()!, inArray) is { } kind)
            {
                return kind;
            }
        }

        return JsonKind.Other;
    }

    private static JsonKind? Kind(string key, bool inArray) => (key, inArray) switch
    {
        ("filename" or "ann", true) => JsonKind.Mmdetection,
        ("image_id" or "category_id" or "bbox", true) => JsonKind.CocoResult,
        ("images" or "annotations" or "categories", false) => JsonKind.Coco,
        ("assets", false) => JsonKind.VottSet,
        ("asset" or "regions", false) => JsonKind.VottAsset,
        ("shapes" or "imagePath" or "imageData", false) => JsonKind.LabelMe,
        _ => null,
    };
}
