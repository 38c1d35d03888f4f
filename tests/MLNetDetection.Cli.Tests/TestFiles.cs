using System.Text.Json;

namespace MLNetDetection.Cli.Tests;

/// <summary>A folder with a small ground truth and its detections, deleted afterwards.</summary>
internal sealed class TestFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mldetect-").FullName;

    public TestFiles()
    {
        Write("gt.json", new
        {
            images = new[] { Image(1), Image(2) },
            categories = new[] { new { id = 1, name = "cat" }, new { id = 7, name = "dog, \"big\"" } },
            annotations = new[] { Truth(1, 1, 1, 10), Truth(2, 1, 7, 60), Truth(3, 2, 1, 10) },
        });
        Write("dt.json", new[] { Found(1, 1, 10, 0.9), Found(1, 7, 60, 0.8), Found(2, 7, 12, 0.7), Found(2, 1, 90, 0.4) });
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public string this[string name] => Path.Combine(_folder, name);

    public string Folder => _folder;

    public string[] Evaluate(params string[] more) => ["evaluate", "--gt", this["gt.json"], "--dt", this["dt.json"], .. more];

    public string Write(string name, object content)
    {
        File.WriteAllText(this[name], content as string ?? JsonSerializer.Serialize(content));
        return this[name];
    }

    private static object Image(int id) => new { id, file_name = $"image{id}.png", width = 160, height = 120 };

    private static object Truth(int id, int image, int category, int x) =>
        new { id, image_id = image, category_id = category, bbox = new[] { x, 10, 40, 40 }, area = 1600, iscrowd = 0 };

    private static object Found(int image, int category, int x, double score) =>
        new { image_id = image, category_id = category, bbox = new[] { x, 10, 40, 40 }, score };
}
