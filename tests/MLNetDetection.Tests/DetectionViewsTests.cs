using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Core.Suppression;
using MLNetDetection.Tests.TestData;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Tests;

/// <summary>Tiles and scales through the trainer's options, the transformer, the model file and recipes.</summary>
public sealed class DetectionViewsTests(TrainedBlocks trained) : IClassFixture<TrainedBlocks>
{
    private readonly MLContext _ml = new(1);

    private static DetectOptions Everything => new()
    {
        ScoreThreshold = 0.3f, FusionIou = 0.7f, Scales = [1, 1.5, 0.75],
        Tiling = new TilingOptions
        {
            Width = 200, Height = 100, Overlap = 0.3, IncludeWhole = false, MergeOverlap = 0.6, MergeMeasure = OverlapMeasure.IntersectionOverUnion,
        },
    };

    public static TheoryData<DetectOptions> Kept => [Everything, new DetectOptions { Tiling = new TilingOptions() }, new DetectOptions { Scales = [2] }, new DetectOptions()];

    [Theory]
    [MemberData(nameof(Kept))]
    public void SaveAndLoad_KeepsTilesAndScales(DetectOptions options)
    {
        using SsdTransformer loaded = SaveAndLoad(options);

        Assert.Equivalent(options, loaded.DetectOptions, strict: true);
    }

    public static TheoryData<string, DetectOptions> Impossible => new()
    {
        { "Scales", new DetectOptions { Scales = [9] } },
        { "Scales", new DetectOptions { Scales = [] } },
        { "100 scales", new DetectOptions { Scales = [.. Enumerable.Repeat(1.0, 100)] } },
        { "Width of tiles", new DetectOptions { Tiling = new TilingOptions { Width = 3 } } },
        { "Overlap of tiles", new DetectOptions { Tiling = new TilingOptions { Overlap = double.NaN } } },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Load_ImpossibleTilesOrScales_AreRefusedByName(string name, DetectOptions options) =>
        Assert.Contains(name, Assert.ThrowsAny<Exception>(() => SaveAndLoad(options)).GetBaseException().Message, StringComparison.Ordinal);

    // Blocks of 20 to 40 pixels on 960x640, which the network sees as 96x64: two to four pixels.
    [Fact]
    public void Detect_BigPictureOfScenes_FindsBlocksInTilesOnly()
    {
        (PixelImage big, List<BoxXyxy> blocks) = Scenes(10);
        using MLImage picture = big.ToMLImage();
        using SsdTransformer model = SaveAndLoad(new DetectOptions { MaxDetections = 500, ScoreThreshold = 0.3f });

        int foundWhole = Found(model.Predict(picture), blocks);
        model.DetectOptions.Tiling = new TilingOptions { Width = 96, Overlap = 0.4 };
        int foundTiled = Found(model.Predict(picture), blocks);

        Assert.True(foundWhole < blocks.Count / 20, $"{foundWhole} of {blocks.Count}");
        Assert.True(foundTiled > blocks.Count / 3, $"{foundTiled} of {blocks.Count}");
    }

    // Boxes come from tiles of the resized picture to its pixels, and from there to the source's.
    [Theory]
    [InlineData(ImageResizingEstimator.ResizingKind.Fill)]
    [InlineData(ImageResizingEstimator.ResizingKind.IsoPad)]
    [InlineData(ImageResizingEstimator.ResizingKind.IsoCrop)]
    public void Transform_TilesBehindResizeImages_GivesBoxesInSourcePixels(ImageResizingEstimator.ResizingKind kind)
    {
        (PixelImage big, List<BoxXyxy> blocks) = Scenes(4);
        string path = trained.Folder.File($"scenes-{kind}.png");
        using (MLImage picture = ImageResampler.Resize(big, big.Width / 2, big.Height / 2).ToMLImage())
        {
            picture.Save(path);
        }

        IDataView rows = _ml.Data.LoadFromEnumerable([new BlockPictures.Row { ImagePath = path }]);
        IDataView data = _ml.Transforms.LoadImages("Source", "", "ImagePath").Append(_ml.Transforms.ResizeImages("Image", big.Width, big.Height, "Source", kind)).Fit(rows).Transform(rows);
        using SsdTransformer model = BehindResizeImages(kind);
        model.DetectOptions.Tiling = new TilingOptions { Width = 96, Overlap = 0.4 };
        model.DetectOptions.Flips = PictureFlips.Horizontal;

        TrainedBlocks.Output output = Assert.Single(_ml.Data.CreateEnumerable<TrainedBlocks.Output>(model.Transform(data), reuseRowObject: false));

        Detection[] found = [.. output.PredictedBoundingBoxes.Chunk(4).Select(b => new Detection(new BoxXyxy(2 * b[0], 2 * b[1], 2 * b[2], 2 * b[3]), 0, 1))];
        Assert.True(Found(found, blocks) > blocks.Count / 4, $"{Found(found, blocks)} of {blocks.Count}");
    }

    [Fact]
    public void ToOptions_RecipeWithTiles_IsTakenAndToldWhole()
    {
        Recipe recipe = Recipe.Parse("""
            { "detection": { "tiling": { "width": 320, "mergeMeasure": "intersectionOverUnion" }, "scales": [1, 2], "flips": "horizontal" } }
            """);

        DetectOptions detection = recipe.ToOptions().Detection;

        Assert.Equivalent(new TilingOptions { Width = 320, MergeMeasure = OverlapMeasure.IntersectionOverUnion }, detection.Tiling, strict: true);
        Assert.Equal([1, 2], detection.Scales);
        Assert.Equivalent(detection, Recipe.Parse(recipe.Json).ToOptions().Detection, strict: true);
    }

    [Theory]
    [InlineData("""{ "detection": { "tiling": { "width": 3 } } }""", "$.detection.tiling.width")]
    [InlineData("""{ "detection": { "tiling": { "overlap": 0.95 } } }""", "$.detection.tiling.overlap")]
    [InlineData("""{ "detection": { "tiling": { "tile": 640 } } }""", "$.detection.tiling.tile")]
    [InlineData("""{ "detection": { "scales": [9] } }""", "$.detection.scales")]
    [InlineData("""{ "training": { "validation": { "tiling": { "width": 3 } } } }""", "$.training.validation.tiling.width")]
    public void Parse_TilesOutOfRange_NamesThePlace(string json, string place) =>
        Assert.Contains(place + ":", Assert.Throws<InvalidDataException>(() => Recipe.Parse(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Fit_OptionOutOfRange_IsRefusedBeforeTraining()
    {
        SsdTrainer.Options options = QuickOptions.Create();
        options.Detection.Tiling = new TilingOptions { Overlap = 2 };

        Assert.Equal("Tiling.Overlap", Assert.Throws<ArgumentOutOfRangeException>(() => new SsdTrainer(_ml, options)).ParamName);
    }

    private SsdTransformer SaveAndLoad(DetectOptions options)
    {
        string path = trained.Folder.File($"{Guid.NewGuid():N}.zip");
        DetectOptions own = trained.Model.DetectOptions;
        var before = new { own.ScoreThreshold, own.MaxDetections, own.FusionIou, own.Scales, own.Tiling };
        try
        {
            Set(options.ScoreThreshold, options.MaxDetections, options.FusionIou, options.Scales, options.Tiling);
            _ml.Model.Save(trained.Model, trained.Prepared.Schema, path);
        }
        finally
        {
            Set(before.ScoreThreshold, before.MaxDetections, before.FusionIou, before.Scales, before.Tiling);
        }

        return (SsdTransformer)_ml.Model.Load(path, out _);

        void Set(float threshold, int maximum, float fusion, IReadOnlyList<double> scales, TilingOptions? tiling) =>
            (own.ScoreThreshold, own.MaxDetections, own.FusionIou, own.Scales, own.Tiling) = (threshold, maximum, fusion, scales, tiling);
    }

    // The same weights, but for a step too small to move them.
    private SsdTransformer BehindResizeImages(ImageResizingEstimator.ResizingKind kind)
    {
        IDataView rows = _ml.Data.LoadFromEnumerable(trained.Rows);
        IDataView data = _ml.Transforms.Conversion.MapValueToKey("Label").Append(_ml.Transforms.LoadImages("Source", "", "ImagePath"))
            .Append(_ml.Transforms.ResizeImages("Image", 2 * BlockPictures.Width, 2 * BlockPictures.Height, "Source", kind)).Fit(rows).Transform(rows);
        SsdTrainer.Options options = QuickOptions.Create();
        (options.SourceImageColumnName, options.ResizeKind, options.InitialModel) = ("Source", kind, trained.Model);
        options.Training.LearningRate = 1e-7;
        options.Detection = new DetectOptions { MaxDetections = 500, ScoreThreshold = 0.3f };
        return new SsdTrainer(_ml, options).Fit(data);
    }

    private (PixelImage Big, List<BoxXyxy> Blocks) Scenes(int side)
    {
        const int Across = BlockPictures.Width, Down = BlockPictures.Height;
        var big = new PixelImage(side * Across, side * Down);
        var blocks = new List<BoxXyxy>();
        for (int i = 0; i < side * side; i++)
        {
            BlockPictures.Row row = trained.Rows[i % trained.Rows.Count];
            using MLImage picture = MLImage.CreateFromFile(row.ImagePath);
            PixelImage scene = picture.ToPixelImage();
            int left = i % side * Across, top = i / side * Down;
            for (int y = 0; y < Down; y++)
            {
                scene.Rgb.AsSpan(3 * y * Across, 3 * Across).CopyTo(big.Rgb.AsSpan(3 * ((top + y) * big.Width + left)));
            }

            blocks.AddRange(row.BoundingBoxes.Chunk(4).Select(b => new BoxXyxy(left + b[0], top + b[1], left + b[2], top + b[3])));
        }

        return (big, blocks);
    }

    private static int Found(IReadOnlyList<Detection> detections, List<BoxXyxy> blocks) =>
        blocks.Count(block => detections.Any(d => d.Box.IntersectionOverUnion(block) > 0.5f));
}
