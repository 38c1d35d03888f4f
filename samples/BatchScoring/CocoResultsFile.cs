using System.Text.Json;

namespace BatchScoring;

/// <summary>
/// COCO's result file, written as the detections come: none wait in memory. Both files appear under their names when they are whole.
/// </summary>
internal sealed class CocoResultsFile : IDisposable
{
    private const int Pending = 1 << 16;

    private readonly string _path;
    private readonly FileStream _resultStream;
    private readonly FileStream _imageStream;
    private readonly Utf8JsonWriter _results;
    private readonly Utf8JsonWriter _images;

    public CocoResultsFile(string path)
    {
        _path = path;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _resultStream = File.Create(Part(path));
        _imageStream = File.Create(Part(ImagesPath));
        _results = new Utf8JsonWriter(_resultStream);
        _images = new Utf8JsonWriter(_imageStream);
        _results.WriteStartArray();
        _images.WriteStartObject();
        _images.WriteStartArray("images");
    }

    /// <summary>The images and categories that the ids stand for, as a COCO file without annotations.</summary>
    public string ImagesPath => _path + ".images.json";

    public void AddImage(long id, string fileName, int width, int height)
    {
        _images.WriteStartObject();
        _images.WriteNumber("id", id);
        _images.WriteString("file_name", fileName.Replace('\\', '/'));
        _images.WriteNumber("width", width);
        _images.WriteNumber("height", height);
        _images.WriteEndObject();
        Flush(_images);
    }

    /// <summary>A box of corners x0 y0 x1 y1, which COCO wants as x, y, width and height.</summary>
    public void AddDetection(long imageId, int categoryId, ReadOnlySpan<float> corners, float score)
    {
        _results.WriteStartObject();
        _results.WriteNumber("image_id", imageId);
        _results.WriteNumber("category_id", categoryId);
        _results.WriteStartArray("bbox");
        _results.WriteNumberValue(corners[0]);
        _results.WriteNumberValue(corners[1]);
        _results.WriteNumberValue(corners[2] - corners[0]);
        _results.WriteNumberValue(corners[3] - corners[1]);
        _results.WriteEndArray();
        _results.WriteNumber("score", score);
        _results.WriteEndObject();
        Flush(_results);
    }

    public void Complete(IEnumerable<(int Id, string Name)> categories)
    {
        _results.WriteEndArray();
        _images.WriteEndArray();
        _images.WriteStartArray("categories");
        foreach ((int id, string name) in categories)
        {
            _images.WriteStartObject();
            _images.WriteNumber("id", id);
            _images.WriteString("name", name);
            _images.WriteEndObject();
        }

        _images.WriteEndArray();
        _images.WriteStartArray("annotations");
        _images.WriteEndArray();
        _images.WriteEndObject();
        Dispose();
        File.Move(Part(_path), _path, overwrite: true);
        File.Move(Part(ImagesPath), ImagesPath, overwrite: true);
    }

    public void Dispose()
    {
        _results.Dispose();
        _images.Dispose();
        _resultStream.Dispose();
        _imageStream.Dispose();
    }

    private static string Part(string path) => path + ".part";

    private static void Flush(Utf8JsonWriter json)
    {
        if (json.BytesPending > Pending)
        {
            json.Flush();
        }
    }
}
