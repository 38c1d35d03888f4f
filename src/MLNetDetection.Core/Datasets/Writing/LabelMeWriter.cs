using System.Text.Json;
using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Core.Datasets.Writing;

/// <summary>LabelMe: PART/STEM.json beside its image; difficult is a flag of the shape.</summary>
internal sealed class LabelMeWriter : AnnotationWriter
{
    public override AnnotationFormat Format => AnnotationFormat.LabelMe;

    public override FormatTraits Traits { get; } = new(Fractions: true, Difficult: true, Crowd: false, Area: false, Negatives: true, Size: true);

    public override string ImagePath(WrittenImage image) => Path.Combine(Folder(image), image.Name);

    public override void Write(WritingContext context)
    {
        foreach (WrittenImage image in context.Images)
        {
            context.Json(Path.Combine(Folder(image), image.Stem + ".json"), indented: true, json => WriteImage(json, context, image));
        }

        context.ClassFile();
    }

    private static string Folder(WrittenImage image) => image.Split is { Length: > 0 } part ? TargetName.Clean(part) : "images";

    private static void WriteImage(Utf8JsonWriter json, WritingContext context, WrittenImage image)
    {
        json.WriteStartObject();
        json.WriteString("version", "5.0.1");
        json.WriteStartObject("flags");
        json.WriteEndObject();
        json.WriteStartArray("shapes");
        foreach (AnnotatedObject item in image.Source.Objects)
        {
            json.WriteStartObject();
            json.WriteString("label", WritingContext.CheckedClass(context.NameOf(item), "\r\n"));
            json.WriteStartArray("points");
            WritePoint(json, item.Box.X1, item.Box.Y1);
            WritePoint(json, item.Box.X2, item.Box.Y2);
            json.WriteEndArray();
            json.WriteNull("group_id");
            json.WriteString("shape_type", "rectangle");
            json.WriteStartObject("flags");
            if (item.Difficult)
            {
                json.WriteBoolean("difficult", true);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("imagePath", image.Name);
        json.WriteNull("imageData");
        json.WriteNumber("imageHeight", image.Size.Height);
        json.WriteNumber("imageWidth", image.Size.Width);
        json.WriteEndObject();
    }

    private static void WritePoint(Utf8JsonWriter json, float x, float y)
    {
        json.WriteStartArray();
        json.WriteNumberValue(x);
        json.WriteNumberValue(y);
        json.WriteEndArray();
    }
}
