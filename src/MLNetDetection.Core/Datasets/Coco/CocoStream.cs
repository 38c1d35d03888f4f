using System.Text.Json;

namespace MLNetDetection.Core.Datasets.Coco;

/// <summary>
/// Reads COCO's JSON of any length item by item: an object with images, annotations and categories in any order, or a result's bare array.
/// A fault, also one that a taker throws as a <see cref="FormatException"/>, is refused with file, item, line and byte.
/// </summary>
internal sealed class CocoStream(string name, CancellationToken cancellation = default)
{
    private string _what = "";
    private int _index = -1;

    private delegate void RootReader(JsonPull json, ref Utf8JsonReader reader);

    public Action<CocoImage> TakeImage { get; init; } = _ => { };

    public Action<CocoCategory> TakeCategory { get; init; } = _ => { };

    public required Action<CocoBox> TakeBox { get; init; }

    /// <summary>Reads an object of sections only.</summary>
    /// <exception cref="InvalidDataException">The stream is no such JSON, or an item is at fault.</exception>
    public void ReadSet(Stream stream) => Read(stream, ReadSections);

    /// <summary>Reads an object of sections, or a bare array of detections.</summary>
    /// <exception cref="InvalidDataException">The stream is no such JSON, or an item is at fault.</exception>
    public void ReadSetOrResult(Stream stream) => Read(stream, (JsonPull json, ref Utf8JsonReader reader) =>
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            ReadItems<CocoBox>(json, ref reader, "detection", CocoItems.Box, TakeBox);
        }
        else
        {
            ReadSections(json, ref reader);
        }
    });

    private void Read(Stream stream, RootReader read)
    {
        JsonPull json = new(stream);
        Utf8JsonReader reader = json.Start();
        try
        {
            if (!json.Read(ref reader) || reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
            {
                throw new FormatException("this is no JSON object or array");
            }

            read(json, ref reader);
            _index = -1;
            while (json.Read(ref reader))
            {
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            string item = _index < 0 ? "" : $", {_what} {_index}";

            // The place that JsonException adds counts from 0.
            string fault = e.Message.Split(" LineNumber: ")[0].TrimEnd('.');
            throw new InvalidDataException($"{name}{item}, {json.Place(ref reader)}: {fault}.", e);
        }
    }

    private void ReadSections(JsonPull json, ref Utf8JsonReader reader)
    {
        bool annotated = false;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException("expected an object with \"images\", \"annotations\" and \"categories\"");
        }

        while (json.Read(ref reader) && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("images"u8))
            {
                json.Read(ref reader);
                ReadItems(json, ref reader, "image", CocoItems.Image, TakeImage);
            }
            else if (reader.ValueTextEquals("categories"u8))
            {
                json.Read(ref reader);
                ReadItems(json, ref reader, "category", CocoItems.Category, TakeCategory);
            }
            else if (reader.ValueTextEquals("annotations"u8))
            {
                annotated = true;
                json.Read(ref reader);
                ReadItems(json, ref reader, "annotation", CocoItems.Box, TakeBox);
            }
            else
            {
                json.SkipValue(ref reader);
            }
        }

        _ = annotated ? true : throw new FormatException("the object has no \"annotations\"");
    }

    private void ReadItems<T>(JsonPull json, ref Utf8JsonReader reader, string what, JsonPull.ItemParser<T> parse, Action<T> take)
    {
        _what = what;
        json.ReadArray(ref reader, parse, TakeOne, ref _index);
        _index = -1;

        void TakeOne(T item, int index)
        {
            if ((index & 4095) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            take(item);
        }
    }
}
