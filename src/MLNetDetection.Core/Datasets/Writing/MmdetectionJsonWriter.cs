using System.Text.Json;
using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Core.Datasets.Writing;

/// <summary>mmdetection's middle form, PART.json; difficult objects are the ignored boxes.</summary>
internal sealed class MmdetectionJsonWriter : AnnotationWriter
{
    public override AnnotationFormat Format => AnnotationFormat.MmdetectionJson;

    public override FormatTraits Traits { get; } = new(Fractions: true, Difficult: true, Crowd: false, Area: false, Negatives: true, Size: true);

    public override void Write(WritingContext context)
    {
        foreach (IGrouping<string, WrittenImage> part in context.Parts)
        {
            context.Json(WritingContext.PartFile(part.Key, "annotations", ".json"), indented: false, json =>
            {
                json.WriteStartArray();
                foreach (WrittenImage image in part)
                {
                    json.WriteStartObject();
                    json.WriteString("filename", "images/" + image.Name);
                    json.WriteNumber("width", image.Size.Width);
                    json.WriteNumber("height", image.Size.Height);
                    json.WriteStartObject("ann");
                    WriteBoxes(json, "", image.Source.Objects.Where(item => !item.Difficult));
                    WriteBoxes(json, "_ignore", image.Source.Objects.Where(item => item.Difficult));
                    json.WriteEndObject();
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
        }

        context.ClassFile();
    }

    private static void WriteBoxes(Utf8JsonWriter json, string suffix, IEnumerable<AnnotatedObject> objects)
    {
        AnnotatedObject[] items = [.. objects];
        json.WriteStartArray("bboxes" + suffix);
        foreach (AnnotatedObject item in items)
        {
            json.WriteStartArray();
            foreach (float edge in new[] { item.Box.X1, item.Box.Y1, item.Box.X2, item.Box.Y2 })
            {
                json.WriteNumberValue(edge);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("labels" + suffix);
        foreach (AnnotatedObject item in items)
        {
            json.WriteNumberValue(item.ClassId);
        }

        json.WriteEndArray();
    }
}
