using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using MLNetDetection.Runtime.Tests.Images;

namespace MLNetDetection.Runtime.Tests.Model;

public sealed class SaveLoadTests
{
    [Fact]
    public void Load_SavedChain_TransformsEqually()
    {
        var saved = new SavedChain();

        ITransformer loaded = SavedChain.Load(saved.Save(), out _);

        IDataView before = saved.Model.Transform(saved.Data);
        IDataView after = loaded.Transform(saved.Data);
        Assert.Equal(Names(before.Schema), Names(after.Schema));
        Assert.Equal(SavedChain.Texts(before, "Back"), SavedChain.Texts(after, "Back"));
        Assert.Equal(["cat", "dog", "cat", "bird"], SavedChain.Texts(after, "Back"));
    }

    [Fact]
    public void Load_SavedChain_GivesTheInputSchemaBack()
    {
        var saved = new SavedChain();

        SavedChain.Load(saved.Save(), out DataViewSchema schema);

        Assert.Equal(saved.Data.Schema.Select(c => (c.Name, c.Type)), schema.Select(c => (c.Name, c.Type)));
    }

    [Fact]
    public void Load_SchemaWithAnnotations_GivesThemBack()
    {
        var saved = new SavedChain();
        IDataView keyed = saved.Model.Transform(saved.Data);
        using var stream = new MemoryStream();
        saved.Ml.Model.Save(saved.Ml.Transforms.CopyColumns("Again", "Key").Fit(keyed), keyed.Schema, stream);
        stream.Position = 0;

        saved.Ml.Model.Load(stream, out DataViewSchema schema);

        Assert.Equal(keyed.Schema["Key"].Type, schema["Key"].Type);
        VBuffer<ReadOnlyMemory<char>> values = default;
        schema["Key"].GetKeyValues(ref values);
        Assert.Equal(["cat", "dog", "bird"], values.DenseValues().Select(value => value.ToString()));
    }

    [Fact]
    public void Save_WithoutSchema_LoadsWithNone()
    {
        var saved = new SavedChain();
        using var stream = new MemoryStream();
        saved.Ml.Model.Save(saved.Model, null, stream);
        Assert.True(stream.CanWrite);
        stream.Position = 0;

        ITransformer loaded = saved.Ml.Model.Load(stream, out DataViewSchema schema);

        Assert.Null(schema);
        Assert.Equal(4, SavedChain.Texts(loaded.Transform(saved.Data), "Back").Length);
    }

    [Fact]
    public void Save_ImageColumnInSchema_IsLeftOut()
    {
        using var folder = new TemporaryFolder();
        using MLImage image = Pixel.Image(6, 4, (x, y) => (x, y, 0));
        image.Save(folder.File("a.png"));
        var ml = new MLContext(1);
        IDataView data = ml.Data.LoadFromEnumerable([new PathRow { Path = "a.png" }]);
        var pipeline = ml.Transforms.LoadImages("Image", folder.Path, "Path")
            .Append(ml.Transforms.ResizeImages("Small", 3, 5, "Image", ImageResizingEstimator.ResizingKind.IsoCrop,
                ImageResizingEstimator.Anchor.Top));
        ITransformer model = pipeline.Fit(data);
        using var stream = new MemoryStream();

        ml.Model.Save(model, model.Transform(data).Schema, stream);
        stream.Position = 0;
        ITransformer loaded = new MLContext(2).Model.Load(stream, out DataViewSchema schema);

        Assert.Equal(["Path"], schema.Select(column => column.Name));
        IDataView images = loaded.Transform(data);
        Assert.Equal("Image<5, 3>", images.Schema["Small"].Type.ToString());
        using DataViewRowCursor cursor = images.GetRowCursor([images.Schema["Small"]]);
        ValueGetter<MLImage> getter = cursor.GetGetter<MLImage>(images.Schema["Small"]);
        MLImage small = null!;
        Assert.True(cursor.MoveNext());
        getter(ref small);
        Assert.Equal((3, 5, folder.File("a.png")), (small.Width, small.Height, small.Tag));
    }

    [Fact]
    public void Save_OnlyColumnsThatCannotBeStored_Throws()
    {
        var saved = new SavedChain();
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Image", new ImageDataViewType());

        Assert.Throws<InvalidOperationException>(() => saved.Ml.Model.Save(saved.Model, builder.ToSchema(), new MemoryStream()));
    }

    [Fact]
    public void Save_ToAFile_ReplacesWhatWasThere()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("model.zip");
        var saved = new SavedChain();
        File.WriteAllBytes(path, new byte[100_000]);

        saved.Ml.Model.Save(saved.Model, saved.Data.Schema, path);

        ITransformer loaded = saved.Ml.Model.Load(path, out DataViewSchema schema);
        Assert.Equal(Names(saved.Model.GetOutputSchema(saved.Data.Schema)), Names(loaded.GetOutputSchema(schema)));
        Assert.True(new FileInfo(path).Length < 100_000);
    }

    [Fact]
    public void Save_ToAFolderThatIsMissing_Throws() =>
        Assert.Throws<DirectoryNotFoundException>(() =>
            new SavedChain().Ml.Model.Save(new SavedChain().Model, null, "/no/such/folder/model.zip"));

    [Fact]
    public void Load_FileThatIsMissing_Throws() =>
        Assert.Throws<FileNotFoundException>(() => new MLContext().Model.Load("no-such-model.zip", out _));

    [Fact]
    public void Save_Chain_HasMlNetsLayout()
    {
        Dictionary<string, byte[]> entries = SavedChain.Entries(new SavedChain().Save());

        Assert.Equal(
            [
                "Schema", "TrainingInfo/Version.txt", "TransformerChain/Model.key", "TransformerChain/Transform_000/Model.key",
                "TransformerChain/Transform_000/Vocabulary/Model.key", "TransformerChain/Transform_000/Vocabulary/Terms.txt",
                "TransformerChain/Transform_001/Model.key", "TransformerChain/Transform_002/Model.key",
                "TransformerChain/Transform_003/Model.key",
            ],
            entries.Keys.Order(StringComparer.Ordinal));
        Assert.StartsWith("5.", Encoding.UTF8.GetString(entries["TrainingInfo/Version.txt"]), StringComparison.Ordinal);
        Assert.Equal("CML\0DVB\0", Encoding.ASCII.GetString(entries["Schema"], 0, 8));
        byte[] chain = entries["TransformerChain/Model.key"];
        Assert.Equal("ML\0MODEL", Encoding.ASCII.GetString(chain, 0, 8));
        Assert.Equal("XF\0CHAIN", Encoding.ASCII.GetString(chain, 0x40, 8));
        Assert.Equal("TransformerChain", Encoding.ASCII.GetString(chain, 0x50, 24).TrimEnd('\0'));
        Assert.Equal("LEDOM\0LM", Encoding.ASCII.GetString(chain, chain.Length - 8, 8));
        Assert.Equal(4, BitConverter.ToInt32(chain, 0x100));
        int nameStart = (int)BitConverter.ToInt64(chain, 0x90);
        int nameSize = BitConverter.ToInt32(chain, 0x98);
        Assert.StartsWith("Microsoft.ML.Data, Version=1.0.0.0, Culture=neutral",
            Encoding.Unicode.GetString(chain, nameStart, nameSize), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FileOfVersion010_StillLoads()
    {
        // What SavedChain gave with version 0.1.0 on the System runtime, with two words of its own.
        byte[] file = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Model", "Files", "chain-0.1.0.zip"));
        var saved = new SavedChain("Zebra", "Äpfel");

        ITransformer loaded = SavedChain.Load(file, out DataViewSchema schema);

        Assert.Equal(saved.Data.Schema.Select(c => (c.Name, c.Type)), schema.Select(c => (c.Name, c.Type)));
        Assert.Equal(["cat", "dog", "cat", "bird", "Zebra", "Äpfel"], SavedChain.Texts(loaded.Transform(saved.Data), "Back"));
    }

    [Fact]
    public void SaveAndLoad_LargeParts_LeaveNoTemporaryFile()
    {
        using var folder = new TemporaryFolder();
        // Texts of more than the megabyte that stays in memory.
        var saved = new SavedChain(Enumerable.Range(0, 40_000).Select(i => $"a text that is not short, number {i:D8}").ToArray());
        saved.Ml.TempFilePath = folder.Path;
        using var stream = new MemoryStream();

        saved.Ml.Model.Save(saved.Model, saved.Data.Schema, stream);
        stream.Position = 0;
        ITransformer loaded = saved.Ml.Model.Load(stream, out _);

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        Assert.Equal(40_004, SavedChain.Texts(loaded.Transform(saved.Data), "Back").Length);
    }

    [Fact]
    public void Save_TransformerThatCannotBeSaved_ThrowsAndLeavesNoModel()
    {
        var ml = new MLContext(1);
        IDataView data = new SavedChain().Data;
        Action<SavedChain.Row, Output> twice = (row, output) => output.Twice = row.Number * 2;
        ITransformer model = ml.Transforms.CustomMapping(twice, null).Fit(data);
        using var stream = new MemoryStream();

        Assert.ThrowsAny<InvalidOperationException>(() => ml.Model.Save(model, data.Schema, stream));
        Assert.ThrowsAny<Exception>(() => SavedChain.Load(stream.ToArray(), out _));
    }

    private static IEnumerable<string> Names(DataViewSchema schema) => schema.Select(column => $"{column.Name}: {column.Type}");

    private sealed class PathRow
    {
        public string Path { get; set; } = "";
    }

    private sealed class Output
    {
        public float Twice { get; set; }
    }
}
