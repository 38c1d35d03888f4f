using Microsoft.ML;
using MLNetDetection.Tests.TestData;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Tests;

/// <summary>Training goes on from what a training gave.</summary>
public sealed class ContinuedTrainingTests(TrainedBlocks trained) : IClassFixture<TrainedBlocks>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // A rate so small that the weights stay as they are to the last bits of what is detected; norms learn nothing in one epoch either.
    private static SsdTrainer.Options Still()
    {
        SsdTrainer.Options options = QuickOptions.Create(epochs: 1);
        (options.Training.LearningRate, options.Training.AverageDecay, options.Training.WeightDecay) = (1e-12, 0, 0);
        return options;
    }

    private float FirstLoss(SsdTrainer.Options options, IDataView? data = null)
    {
        using SsdTransformer model = new SsdTrainer(trained.Ml, options).Fit(data ?? trained.Prepared);
        return (float)model.Training!.Epochs[0].Loss;
    }

    [Fact]
    public void Fit_FromOurOwnZip_BeginsWhereItEnded()
    {
        string zip = _folder.File("model.zip"), chain = _folder.File("chain.zip");
        trained.Ml.Model.Save(trained.Model, trained.Prepared.Schema, zip);
        trained.Ml.Model.Save(new Microsoft.ML.Data.TransformerChain<ITransformer>(trained.Prepare, trained.Model), null!, chain);
        float fresh = FirstLoss(Still());

        // Without an architecture of its own, a training takes the model's.
        SsdTrainer.Options fromModel = Still(), fromChain = Still(), fromZip = new() { Training = Still().Training };
        (fromModel.InitialModel, fromZip.InitialWeights, fromChain.InitialWeights) = (trained.Model, zip, chain);

        float model = FirstLoss(fromModel);

        Assert.True(model < fresh / 2, $"{fresh} from nothing, {model} from the model");
        Assert.Equal(model, FirstLoss(fromZip));
        Assert.Equal(model, FirstLoss(fromChain));
    }

    [Fact]
    public void Fit_WithAClassMoreAndOneLess_GoesOnWithTheOnesKept()
    {
        // Blue is gone, green is new.
        BlockPictures.Row[] rows = [.. trained.Rows.Select(r => new BlockPictures.Row
        {
            ImagePath = r.ImagePath, BoundingBoxes = r.BoundingBoxes, Label = [.. r.Label.Select(l => l == "blue" ? "green" : l)],
        })];
        SsdTrainer.Options options = Still();
        options.InitialModel = trained.Model;
        IDataView data = BlockPictures.Prepare(trained.Ml, rows);

        using SsdTransformer model = new SsdTrainer(trained.Ml, options).Fit(data);

        Assert.Equal(["green", "red"], model.ClassNames.Order());
        Assert.Equal(["blue", "red"], trained.Model.ClassNames.Order());
        float fresh = FirstLoss(Still(), data);
        Assert.True(model.Training!.Epochs[0].Loss < 0.7 * fresh, $"{fresh} from nothing, {model.Training.Epochs[0].Loss} from the model");
    }

    [Fact]
    public void Fit_FromACheckpointFoldersBest_GoesOn()
    {
        string path = _folder.File("best.detector");
        using (var writer = new BinaryWriter(File.Create(path)))
        {
            trained.Model.Detector.Save(writer);
        }

        SsdTrainer.Options fromModel = Still(), fromFile = Still();
        (fromModel.InitialModel, fromFile.InitialWeights) = (trained.Model, path);

        Assert.Equal(FirstLoss(fromModel), FirstLoss(fromFile));
    }

    [Fact]
    public void Fit_FromWhatIsNoModelOrDoesNotFit_SaysWhich()
    {
        string zip = _folder.File("no.zip"), prepare = _folder.File("prepare.zip"), detector = _folder.File("no.detector");
        File.WriteAllText(zip, "nothing");
        File.WriteAllText(detector, "nothing");
        trained.Ml.Model.Save(trained.Prepare, null!, prepare);
        foreach (string path in new[] { zip, prepare, detector })
        {
            SsdTrainer.Options options = Still();
            options.InitialWeights = path;

            Assert.Contains(path, Assert.Throws<InvalidDataException>(() => FirstLoss(options)).Message);
        }

        SsdTrainer.Options both = Still(), wider = Still();
        (both.InitialModel, both.InitialWeights) = (trained.Model, zip);
        (wider.InitialModel, wider.Architecture) = (trained.Model, new TinySsd(64, 64, 64));
        Assert.Contains("exclude each other", Assert.Throws<ArgumentException>(() => new SsdTrainer(trained.Ml, both)).Message);
        Assert.Contains("do not fit", Assert.Throws<ArgumentException>(() => FirstLoss(wider)).Message);
    }

    [Fact]
    public void Fit_DeviceThatIsAbsent_IsRefusedBeforeTheDataIsRead()
    {
        SsdTrainer.Options options = QuickOptions.Create(epochs: 1);
        options.Device = ComputeDevice.Cuda(77);
        BlockPictures.Row[] missing = [.. trained.Rows.Select(r => new BlockPictures.Row { ImagePath = "nowhere.png", Label = r.Label, BoundingBoxes = r.BoundingBoxes })];

        Assert.Contains("cuda:77", Assert.Throws<ArgumentException>(() => FirstLoss(options, BlockPictures.Prepare(trained.Ml, missing))).Message);
    }
}
