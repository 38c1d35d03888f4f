using System.Text.Json;
using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Core.Datasets.Writing;

/// <summary>COCO: annotations/instances_PART.json, images/PART. Category ids are class ids + 1.</summary>
internal sealed class CocoWriter : AnnotationWriter
{
    public override AnnotationFormat Format => AnnotationFormat.Coco;

    public override FormatTraits Traits { get; } = new(Fractions: true, Difficult: false, Crowd: true, Area: true, Negatives: true, Size: true);

    public override string ImagePath(WrittenImage image) =>
        image.Split is { Length: > 0 } part ? Path.Combine("images", TargetName.Clean(part), image.Name) : Path.Combine("images", image.Name);

    public override void Write(WritingContext context)
    {
        foreach (IGrouping<string, WrittenImage> part in context.Parts)
        {
            string name = part.Key.Length == 0 ? "instances.json" : $"instances_{TargetName.Clean(part.Key)}.json";
            context.Json(Path.Combine("annotations", name), indented: false, json =>
            {
                json.WriteStartObject();
                WriteImages(json, part);
                WriteAnnotations(json, part);
                WriteCategories(json, context.Dataset.ClassNames);
                json.WriteEndObject();
            });
        }
    }

    private static void WriteImages(Utf8JsonWriter json, IEnumerable<WrittenImage> images)
    {
        int id = 0;
        json.WriteStartArray("images");
        foreach (WrittenImage image in images)
        {
            json.WriteStartObject();
            json.WriteNumber("id", ++id);
            json.WriteString("file_name", image.Name);
            json.WriteNumber("width", image.Size.Width);
            json.WriteNumber("height", image.Size.Height);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAnnotations(Utf8JsonWriter json, IEnumerable<WrittenImage> images)
    {
        int imageId = 0, id = 0;
        json.WriteStartArray("annotations");
        foreach (WrittenImage image in images)
        {
            imageId++;
            foreach (AnnotatedObject item in image.Source.Objects)
            {
                // Differences in float64 are exact, so that a reader's sums give the edges back.
                double width = (double)item.Box.X2 - item.Box.X1, height = (double)item.Box.Y2 - item.Box.Y1;
                json.WriteStartObject();
                json.WriteNumber("id", ++id);
                json.WriteNumber("image_id", imageId);
                json.WriteNumber("category_id", item.ClassId + 1);
                json.WriteStartArray("bbox");
                json.WriteNumberValue((double)item.Box.X1);
                json.WriteNumberValue((double)item.Box.Y1);
                json.WriteNumberValue(width);
                json.WriteNumberValue(height);
                json.WriteEndArray();
                json.WriteNumber("area", item.Area ?? (width * height));
                json.WriteNumber("iscrowd", item.IsCrowd ? 1 : 0);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    private static void WriteCategories(Utf8JsonWriter json, IReadOnlyList<string> classNames)
    {
        json.WriteStartArray("categories");
        for (int i = 0; i < classNames.Count; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("id", i + 1);
            json.WriteString("name", classNames[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
