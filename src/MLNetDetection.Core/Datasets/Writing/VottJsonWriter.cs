using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Core.Datasets.Writing;

/// <summary>VoTT's JSON export, PART-export.json: tags and assets.</summary>
internal sealed class VottJsonWriter : AnnotationWriter
{
    public override AnnotationFormat Format => AnnotationFormat.VottJson;

    public override FormatTraits Traits { get; } = new(Fractions: true, Difficult: false, Crowd: false, Area: false, Negatives: true, Size: true);

    public override void Write(WritingContext context)
    {
        foreach (IGrouping<string, WrittenImage> part in context.Parts)
        {
            context.Json(WritingContext.PartFile(part.Key, "vott", "-export.json"), indented: true, json =>
            {
                json.WriteStartObject();
                json.WriteString("name", "MLNetDetection");
                json.WriteString("version", "2.2.0");
                json.WriteStartArray("tags");
                foreach (string name in context.Dataset.ClassNames)
                {
                    json.WriteStartObject();
                    json.WriteString("name", WritingContext.CheckedClass(name, "\r\n"));
                    json.WriteString("color", "#" + Hash(name)[..6]);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteStartObject("assets");
                foreach (WrittenImage image in part)
                {
                    WriteAsset(json, context, image);
                }

                json.WriteEndObject();
                json.WriteEndObject();
            });
        }
    }

    private static void WriteAsset(Utf8JsonWriter json, WritingContext context, WrittenImage image)
    {
        string id = Hash(image.Name);
        json.WriteStartObject(id);
        json.WriteStartObject("asset");
        json.WriteString("format", Path.GetExtension(image.Name).TrimStart('.'));
        json.WriteString("id", id);
        json.WriteString("name", image.Name);
        json.WriteString("path", "images/" + image.Name);
        json.WriteStartObject("size");
        json.WriteNumber("width", image.Size.Width);
        json.WriteNumber("height", image.Size.Height);
        json.WriteEndObject();
        json.WriteNumber("state", image.Source.Objects.Count > 0 ? 2 : 1);
        json.WriteNumber("type", 1);
        json.WriteEndObject();
        json.WriteStartArray("regions");
        for (int i = 0; i < image.Source.Objects.Count; i++)
        {
            WriteRegion(json, image.Source.Objects[i], context.NameOf(image.Source.Objects[i]), id + i.ToString(CultureInfo.InvariantCulture));
        }

        json.WriteEndArray();
        json.WriteString("version", "2.2.0");
        json.WriteEndObject();
    }

    private static void WriteRegion(Utf8JsonWriter json, AnnotatedObject item, string name, string id)
    {
        double left = item.Box.X1, top = item.Box.Y1, right = item.Box.X2, bottom = item.Box.Y2;
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("type", "RECTANGLE");
        json.WriteStartArray("tags");
        json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteStartObject("boundingBox");
        json.WriteNumber("height", bottom - top);
        json.WriteNumber("width", right - left);
        json.WriteNumber("left", left);
        json.WriteNumber("top", top);
        json.WriteEndObject();
        json.WriteStartArray("points");
        foreach (var (x, y) in new[] { (left, top), (right, top), (right, bottom), (left, bottom) })
        {
            json.WriteStartObject();
            json.WriteNumber("x", x);
            json.WriteNumber("y", y);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // VoTT's own ids are hashes of paths; any will do that differ.
    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
