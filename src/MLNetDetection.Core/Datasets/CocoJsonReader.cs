using System.Text;
using System.Text.Json;

namespace MLNetDetection.Core.Datasets;

/// <summary>
/// Reads COCO's JSON: an object with images, annotations and categories, or a result file's bare array of detections.
/// What has no box format here (masks, keypoints, licences) is passed over. Ids may be numbers or text of a number.
/// </summary>
public static class CocoJsonReader
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is not COCO's JSON; the message names the file, the place and the fault.</exception>
    public static CocoFile Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        ReadOnlySpan<byte> json = File.ReadAllBytes(path);
        ReadOnlySpan<byte> mark = Encoding.UTF8.Preamble;
        return Parse(json.StartsWith(mark) ? json[mark.Length..] : json, path);
    }

    /// <summary>Reads UTF-8 text; <paramref name="name"/> is what errors call it.</summary>
    /// <exception cref="InvalidDataException">It is not COCO's JSON.</exception>
    public static CocoFile Parse(ReadOnlySpan<byte> json, string name)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            return ReadRoot(ref reader, name);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            int line = 1 + json[..(int)Math.Min(reader.TokenStartIndex, json.Length)].Count((byte)'\n');
            throw new InvalidDataException($"{name}, line {line}, byte {reader.TokenStartIndex}: {e.Message}", e);
        }
    }

    private static CocoFile ReadRoot(ref Utf8JsonReader reader, string name)
    {
        List<CocoImage> images = [];
        List<CocoCategory> categories = [];
        List<CocoBox> boxes = [];
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            ReadArray(ref reader, boxes, ReadBox);
            return new CocoFile(name, images, categories, boxes);
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException($"expected an object or an array, found {reader.TokenType}.");
        }

        bool annotated = false;
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("images"u8))
            {
                reader.Read();
                ReadArray(ref reader, images, ReadImage);
            }
            else if (reader.ValueTextEquals("categories"u8))
            {
                reader.Read();
                ReadArray(ref reader, categories, ReadCategory);
            }
            else if (reader.ValueTextEquals("annotations"u8))
            {
                annotated = true;
                reader.Read();
                ReadArray(ref reader, boxes, ReadBox);
            }
            else
            {
                SkipValue(ref reader);
            }
        }

        return annotated ? new CocoFile(name, images, categories, boxes) : throw new FormatException("the object has no \"annotations\".");
    }

    private delegate T ItemReader<T>(ref Utf8JsonReader reader);

    private static void ReadArray<T>(ref Utf8JsonReader reader, List<T> items, ItemReader<T> read)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new FormatException($"expected an array, found {reader.TokenType}.");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw new FormatException($"expected an object, found {reader.TokenType}.");
            }

            items.Add(read(ref reader));
        }
    }

    private static CocoImage ReadImage(ref Utf8JsonReader reader)
    {
        long? id = null;
        string fileName = "";
        int width = 0, height = 0;
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("id"u8))
            {
                id = ReadWhole(ref reader);
            }
            else if (reader.ValueTextEquals("file_name"u8))
            {
                fileName = ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("width"u8))
            {
                width = checked((int)ReadReal(ref reader));
            }
            else if (reader.ValueTextEquals("height"u8))
            {
                height = checked((int)ReadReal(ref reader));
            }
            else
            {
                SkipValue(ref reader);
            }
        }

        return new CocoImage(id ?? throw new FormatException("an image has no \"id\"."), fileName, width, height);
    }

    private static CocoCategory ReadCategory(ref Utf8JsonReader reader)
    {
        long? id = null;
        string name = "";
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("id"u8))
            {
                id = ReadWhole(ref reader);
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                name = ReadText(ref reader);
            }
            else
            {
                SkipValue(ref reader);
            }
        }

        return new CocoCategory(checked((int)(id ?? throw new FormatException("a category has no \"id\"."))), name);
    }

    private static CocoBox ReadBox(ref Utf8JsonReader reader)
    {
        long? image = null, category = null;
        double? area = null, score = null;
        bool crowd = false, boxed = false;
        Span<double> box = stackalloc double[4];
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("image_id"u8))
            {
                image = ReadWhole(ref reader);
            }
            else if (reader.ValueTextEquals("category_id"u8))
            {
                category = ReadWhole(ref reader);
            }
            else if (reader.ValueTextEquals("bbox"u8))
            {
                ReadCorners(ref reader, box);
                boxed = true;
            }
            else if (reader.ValueTextEquals("area"u8))
            {
                area = ReadReal(ref reader);
            }
            else if (reader.ValueTextEquals("score"u8))
            {
                score = ReadReal(ref reader);
            }
            else if (reader.ValueTextEquals("iscrowd"u8))
            {
                crowd = ReadReal(ref reader) != 0;
            }
            else
            {
                SkipValue(ref reader);
            }
        }

        string? missing = image is null ? "image_id" : category is null ? "category_id" : boxed ? null : "bbox";
        return missing is null
            ? new CocoBox(image!.Value, checked((int)category!.Value), box[0], box[1], box[2], box[3], area, crowd, score)
            : throw new FormatException($"an annotation has no \"{missing}\".");
    }

    private static void ReadCorners(ref Utf8JsonReader reader, scoped Span<double> box)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new FormatException($"\"bbox\": expected an array, found {reader.TokenType}.");
        }

        for (int i = 0; i < box.Length; i++)
        {
            box[i] = ReadReal(ref reader);
        }

        reader.Read();
        if (reader.TokenType != JsonTokenType.EndArray)
        {
            throw new FormatException("\"bbox\" has more than 4 numbers.");
        }
    }

    private static bool NextProperty(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    private static void SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    private static string ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString() ?? "";
    }

    private static long ReadWhole(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String
            ? long.Parse(reader.GetString()!, System.Globalization.CultureInfo.InvariantCulture)
            : reader.GetInt64();
    }

    private static double ReadReal(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.True => 1,
            JsonTokenType.False => 0,
            JsonTokenType.Number => reader.GetDouble(),
            _ => throw new FormatException($"expected a number, found {reader.TokenType}."),
        };
    }
}
