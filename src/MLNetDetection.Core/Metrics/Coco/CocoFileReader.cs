using System.Text.Json;
using MLNetDetection.Core.Metrics.Grouping;

namespace MLNetDetection.Core.Metrics.Coco;

/// <summary>Reads one COCO file into an <see cref="EvaluationSetBuilder"/>.</summary>
internal sealed class CocoFileReader(string path, CancellationToken cancellation)
{
    private string _what = "";
    private int _index = -1;

    public static EvaluationSetBuilder GroundTruth(string path, CancellationToken cancellation)
    {
        List<EvaluationImage> images = [];
        List<EvaluationClass> classes = [];
        ChunkedList<CocoItems.Box> boxes = new();
        CocoFileReader file = new(path, cancellation);
        file.Read((JsonPull json, ref Utf8JsonReader reader) =>
            file.ReadSections(json, ref reader, images.Add, classes.Add, box => boxes.Add(box)));

        // Sections may come in any order, so that boxes wait until images and classes are known.
        EvaluationSetBuilder builder = file.Listed(images, classes);
        HashSet<int> known = [.. classes.Select(item => item.Id)];
        for (int i = 0; i < boxes.Count; i++)
        {
            CocoItems.Box box = boxes[i];
            file.Entry("annotation", i);
            if (!known.Contains(box.CategoryId))
            {
                throw file.Fault($"category {box.CategoryId} is not listed");
            }

            GroundTruthBox truth = new(
                box.X, box.Y, box.Width, box.Height, box.CategoryId, box.Area ?? box.Width * box.Height, box.IsCrowd);
            file.CheckImage(builder, box.ImageId, BoxChecks.Fault(truth));
            builder.AddGroundTruth(box.ImageId, truth);
        }

        return builder;
    }

    public static void Detections(string path, EvaluationSetBuilder builder, CancellationToken cancellation)
    {
        CocoFileReader file = new(path, cancellation);
        file.Read((JsonPull json, ref Utf8JsonReader reader) =>
        {
            void Take(CocoItems.Box box) => file.AddDetection(builder, box);
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                file.ReadItems<CocoItems.Box>(json, ref reader, "detection", CocoItems.AnyBox, Take);
            }
            else
            {
                file.ReadSections(json, ref reader, _ => { }, _ => { }, Take);
            }
        });
    }

    private delegate void RootReader(JsonPull json, ref Utf8JsonReader reader);

    private void AddDetection(EvaluationSetBuilder builder, in CocoItems.Box box)
    {
        double score = box.Score ?? throw new FormatException("there is no \"score\"");
        DetectionBox detection = new(box.X, box.Y, box.Width, box.Height, box.CategoryId, score);
        if (BoxChecks.Fault(detection) is { } fault)
        {
            throw new FormatException(fault);
        }

        if (!builder.HasImage(box.ImageId))
        {
            throw new FormatException($"image {box.ImageId} is not in the ground truth");
        }

        builder.AddDetection(box.ImageId, detection);
    }

    private void CheckImage(EvaluationSetBuilder builder, long imageId, string? fault)
    {
        if ((fault ?? (builder.HasImage(imageId) ? null : $"image {imageId} is not listed")) is { } text)
        {
            throw Fault(text);
        }
    }

    private EvaluationSetBuilder Listed(List<EvaluationImage> images, List<EvaluationClass> classes)
    {
        try
        {
            EvaluationSetBuilder builder = new(classes, skipUnlistedDetections: true);
            for (int i = 0; i < images.Count; i++)
            {
                builder.AddImage(images[i]);
            }

            return builder;
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    private void Read(RootReader read)
    {
        using FileStream stream = new(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
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
            throw Fault(e.Message.TrimEnd('.'), json.Place(ref reader), e);
        }
    }

    private void ReadSections(
        JsonPull json, ref Utf8JsonReader reader, Action<EvaluationImage> image, Action<EvaluationClass> category, Action<CocoItems.Box> box)
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
                ReadItems(json, ref reader, "image", CocoItems.Image, image);
            }
            else if (reader.ValueTextEquals("categories"u8))
            {
                json.Read(ref reader);
                ReadItems(json, ref reader, "category", CocoItems.Category, category);
            }
            else if (reader.ValueTextEquals("annotations"u8))
            {
                annotated = true;
                json.Read(ref reader);
                ReadItems(json, ref reader, "annotation", CocoItems.AnyBox, box);
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

    private void Entry(string what, int index) => (_what, _index) = (what, index);

    private InvalidDataException Fault(string text, string? place = null, Exception? inner = null)
    {
        string entry = _index < 0 ? "" : $", {_what} {_index}";
        return new InvalidDataException($"{path}{entry}{(place is null ? "" : $", {place}")}: {text}.", inner);
    }
}
