using Microsoft.ML;
using MLNetDetection.Tests.TestData;

namespace MLNetDetection.Tests;

/// <summary>Damaged model files are refused, or load and predict; nothing else may happen, and nothing is left behind.</summary>
public sealed class ModelFileFuzzTests(TrainedBlocks trained) : IClassFixture<TrainedBlocks>
{
    [Fact]
    public void Load_DamagedFile_IsRefused() => Damage(30);

    [Fact]
    [Trait("Category", "Verify")]
    public void Load_ThousandsOfDamagedFiles_AreRefused() => Damage(3000);

    private void Damage(int count)
    {
        var random = new Random(Campaign.Seed);
        string path = trained.Folder.File($"fuzz-{count}.zip");
        trained.Ml.Model.Save(trained.Model, trained.Prepared.Schema, path);
        byte[] whole = File.ReadAllBytes(path);
        string temporary = Directory.CreateDirectory(trained.Folder.File($"fuzz-{count}-temporary")).FullName;
        for (int i = 0; i < count; i++)
        {
            byte[] bytes = random.Next(4) == 0 ? whole[..random.Next(whole.Length)] : (byte[])whole.Clone();
            for (int flips = random.Next(1, 9); flips > 0 && bytes.Length > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(path, bytes);
            try
            {
                ITransformer model = new MLContext { TempFilePath = temporary }.Model.Load(path, out _);
                (model as IDisposable)?.Dispose();
            }
            catch (Exception e) when (IsRefusal(e.GetBaseException()))
            {
            }
        }

        Assert.Empty(Directory.EnumerateFiles(temporary, "*", SearchOption.AllDirectories));
    }

    // A loader's own words for a file it will not take; anything else, an index out of range say, is a fault of ours.
    private static bool IsRefusal(Exception e) => e is InvalidDataException or FormatException or InvalidOperationException or EndOfStreamException or IOException;
}
