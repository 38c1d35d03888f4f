using System.Globalization;
using System.Text.Json;

namespace MLNetDetection.Core.Datasets.Coco;

/// <summary>Parsers of the items in COCO's JSON arrays. Each gives false where the buffer ends within the item.</summary>
internal static class CocoItems
{
    private enum Field
    {
        Other,
        Image,
        Category,
        Corners,
        Area,
        Score,
        Crowd,
    }

    public static bool Image(ref Utf8JsonReader reader, out CocoImage image)
    {
        image = default;
        long? id = null;
        string? name = null;
        double width = 0, height = 0;
        while (true)
        {
            if (!reader.Read())
            {
                return false;
            }

            if (reader.TokenType == JsonTokenType.EndObject)
            {
                break;
            }

            bool whole = reader.ValueTextEquals("id"u8) ? Whole(ref reader, ref id)
                : reader.ValueTextEquals("file_name"u8) ? Text(ref reader, ref name)
                : reader.ValueTextEquals("width"u8) ? Real(ref reader, ref width)
                : reader.ValueTextEquals("height"u8) ? Real(ref reader, ref height)
                : Skip(ref reader);
            if (!whole)
            {
                return false;
            }
        }

        image = new CocoImage(
            id ?? throw new FormatException("there is no \"id\""), name ?? "", checked((int)width), checked((int)height));
        return true;
    }

    public static bool Category(ref Utf8JsonReader reader, out CocoCategory category)
    {
        category = default;
        long? id = null;
        string? name = null;
        while (true)
        {
            if (!reader.Read())
            {
                return false;
            }

            if (reader.TokenType == JsonTokenType.EndObject)
            {
                break;
            }

            bool whole = reader.ValueTextEquals("id"u8) ? Whole(ref reader, ref id)
                : reader.ValueTextEquals("name"u8) ? Text(ref reader, ref name)
                : Skip(ref reader);
            if (!whole)
            {
                return false;
            }
        }

        category = new CocoCategory(checked((int)(id ?? throw new FormatException("there is no \"id\""))), name ?? "");
        return true;
    }

    /// <summary>An annotation or a detection.</summary>
    public static bool Box(ref Utf8JsonReader reader, out CocoBox box)
    {
        box = default;
        Draft draft = default;
        long? image = null, category = null;
        bool hasCorners = false;
        while (true)
        {
            if (!reader.Read())
            {
                return false;
            }

            if (reader.TokenType == JsonTokenType.EndObject)
            {
                break;
            }

            Field field = FieldOf(ref reader);
            hasCorners |= field == Field.Corners;
            bool whole = field switch
            {
                Field.Image => Whole(ref reader, ref image),
                Field.Category => Whole(ref reader, ref category),
                Field.Other => Skip(ref reader),
                _ => BoxField(ref reader, field, ref draft),
            };
            if (!whole)
            {
                return false;
            }
        }

        string? missing = image is null ? "image_id" : category is null ? "category_id" : hasCorners ? null : "bbox";
        box = missing is null
            ? new CocoBox(
                image!.Value, checked((int)category!.Value), draft.X, draft.Y, draft.Width, draft.Height, draft.Area, draft.IsCrowd, draft.Score)
            : throw new FormatException($"there is no \"{missing}\"");
        return true;
    }

    private static Field FieldOf(ref Utf8JsonReader reader) => reader.ValueSpan.Length switch
    {
        8 when reader.ValueTextEquals("image_id"u8) => Field.Image,
        11 when reader.ValueTextEquals("category_id"u8) => Field.Category,
        4 when reader.ValueTextEquals("bbox"u8) => Field.Corners,
        4 when reader.ValueTextEquals("area"u8) => Field.Area,
        5 when reader.ValueTextEquals("score"u8) => Field.Score,
        7 when reader.ValueTextEquals("iscrowd"u8) => Field.Crowd,
        _ => Field.Other,
    };

    private static bool BoxField(ref Utf8JsonReader reader, Field field, ref Draft box)
    {
        if (field == Field.Corners)
        {
            return Corners(ref reader, ref box);
        }

        double value = 0;
        if (!Real(ref reader, ref value))
        {
            return false;
        }

        switch (field)
        {
            case Field.Area:
                box.Area = value;
                break;
            case Field.Score:
                box.Score = value;
                break;
            default:
                box.IsCrowd = value != 0;
                break;
        }

        return true;
    }

    private static bool Corners(ref Utf8JsonReader reader, ref Draft box)
    {
        if (!reader.Read())
        {
            return false;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new FormatException($"\"bbox\": expected an array, found {reader.TokenType}");
        }

        double x = 0, y = 0, width = 0, height = 0;
        if (!Real(ref reader, ref x) || !Real(ref reader, ref y) || !Real(ref reader, ref width) || !Real(ref reader, ref height)
            || !reader.Read())
        {
            return false;
        }

        (box.X, box.Y, box.Width, box.Height) = (x, y, width, height);
        return reader.TokenType == JsonTokenType.EndArray ? true : throw new FormatException("\"bbox\" has more than 4 numbers");
    }

    private static bool Skip(ref Utf8JsonReader reader) => reader.Read() && reader.TrySkip();

    private static bool Text(ref Utf8JsonReader reader, ref string? value)
    {
        if (!reader.Read())
        {
            return false;
        }

        value = reader.GetString();
        return true;
    }

    // Some tools write ids as text.
    private static bool Whole(ref Utf8JsonReader reader, ref long? value)
    {
        if (!reader.Read())
        {
            return false;
        }

        value = reader.TokenType == JsonTokenType.String
            ? long.Parse(reader.GetString()!, CultureInfo.InvariantCulture)
            : reader.GetInt64();
        return true;
    }

    private static bool Real(ref Utf8JsonReader reader, ref double value)
    {
        if (!reader.Read())
        {
            return false;
        }

        value = reader.TokenType switch
        {
            JsonTokenType.Number => reader.GetDouble(),
            JsonTokenType.True => 1,
            JsonTokenType.False => 0,
            _ => throw new FormatException($"expected a number, found {reader.TokenType}"),
        };
        return true;
    }

    private struct Draft
    {
        public double X, Y, Width, Height;
        public double? Area, Score;
        public bool IsCrowd;
    }
}
