using Microsoft.ML;
using Microsoft.ML.Transforms.Image;
using MLNetDetection.Data;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;
using MLNetDetection.Torch.Weights;

namespace MLNetDetection;

public sealed partial class SsdTrainer
{
    /// <summary>Everything that can be chosen. The defaults train the network <see cref="TinySsd"/> on the columns Image, Label and BoundingBoxes.</summary>
    public sealed class Options
    {
        /// <summary>Input: the MLImage column that the network sees. Default "Image".</summary>
        public string ImageColumnName { get; set; } = "Image";

        /// <summary>Input: a vector of keys, one class for each object. Default "Label".</summary>
        public string LabelColumnName { get; set; } = "Label";

        /// <summary>Input: a vector of float, four for each object: x0 y0 x1 y1 in pixels. Default "BoundingBoxes".</summary>
        public string BoundingBoxColumnName { get; set; } = "BoundingBoxes";

        /// <summary>Input, where the data has it: a vector of bool, one for each object. A difficult object is neither learnt nor learnt against. Default "Difficult".</summary>
        public string DifficultColumnName { get; set; } = "Difficult";

        /// <summary>
        /// The MLImage column that ResizeImages read from, where the image column is its output; boxes in and out are then in this
        /// column's pixels, and <see cref="ResizeKind"/> is required. Default null: boxes are in pixels of the image column.
        /// </summary>
        public string? SourceImageColumnName { get; set; }

        /// <summary>The <c>resizing</c> that ResizeImages was called with (its own default is IsoCrop); ML.NET does not record it. Only with <see cref="SourceImageColumnName"/>.</summary>
        public ImageResizingEstimator.ResizingKind? ResizeKind { get; set; }

        /// <summary>The <c>cropAnchor</c> that ResizeImages was called with. Default Center, as there.</summary>
        public ImageResizingEstimator.Anchor ResizeAnchor { get; set; } = ImageResizingEstimator.Anchor.Center;

        /// <summary>Output: a vector of keys with the training key values, best first. Default "PredictedLabel".</summary>
        public string PredictedLabelColumnName { get; set; } = "PredictedLabel";

        /// <summary>Output: four floats for each detection: x0 y0 x1 y1. Default "PredictedBoundingBoxes".</summary>
        public string PredictedBoundingBoxColumnName { get; set; } = "PredictedBoundingBoxes";

        /// <summary>Output: a probability in [0, 1] for each detection, descending. Default "Score".</summary>
        public string ScoreColumnName { get; set; } = "Score";

        /// <summary>
        /// The network. Default <see cref="TinySsd"/> at 320x240, or that of <see cref="InitialModel"/>. With an initial model it is needed only where
        /// another loss or matching is wanted than the network's usual; its weights must have the model's form.
        /// </summary>
        public SsdArchitecture Architecture
        {
            get;
            set
            {
                field = value;
                IsArchitectureGiven = true;
            }
        } = new TinySsd();

        /// <summary>
        /// A trained model to go on from: training starts with its weights. A class that it knows by name keeps its scores, a new one starts
        /// fresh, one that the data no longer has is forgotten. Stays as it is. Default null; a model file is given by <see cref="InitialWeights"/>.
        /// </summary>
        public SsdTransformer? InitialModel { get; set; }

        /// <summary>
        /// A file of weights to start from instead of random ones (.pth, .safetensors, .dat; see <see cref="Weights.Load"/>): published ones,
        /// or those of a classification network for the backbone. Or a model file of this library: an ML.NET .zip, or a checkpoint folder's
        /// best.detector, which are taken as <see cref="InitialModel"/>. Default null.
        /// </summary>
        public string? InitialWeights { get; set; }

        /// <summary>
        /// How far <see cref="InitialWeights"/> must fit. Default <see cref="Strictness.ExceptClassScores"/>: everything but the class scores,
        /// which start fresh where the classes are others.
        /// </summary>
        public Strictness InitialWeightsStrictness { get; set; } = Strictness.ExceptClassScores;

        /// <summary>How what no file fills starts: all of the network, or the class scores of other classes. Default as the network's source has it.</summary>
        public FreshWeightOptions FreshWeights { get; set; } = new();

        /// <summary>Epochs, batch, optimizer, schedule, augmentation, seed, workers.</summary>
        public TrainingOptions Training { get; set; } = new();

        /// <summary>Where the network trains and, once fitted, predicts. Default: the first GPU where there is one, else the CPU.</summary>
        public ComputeDevice Device { get; set; } = ComputeDevice.Best;

        /// <summary>Thresholds and limits of the fitted transformer.</summary>
        public DetectOptions Detection { get; set; } = new();

        /// <summary>Images that the fitted transformer gives the network at once, 1 to 4096. Default 8.</summary>
        public int PredictionBatchSize { get; set; } = 8;

        /// <summary>
        /// Data that is measured during training and never learnt from; the best epoch's weights are kept. It needs the columns
        /// of the training data, after the same transforms. Default null; <c>Fit(train, validation)</c> takes it too.
        /// </summary>
        public IDataView? ValidationSet { get; set; }

        /// <summary>The share of the training rows, 0 to 0.9, held out for validation where there is no <see cref="ValidationSet"/>. Default 0.</summary>
        public double ValidationFraction { get; set; }

        /// <summary>What to do with a missing or corrupt image. Default <see cref="BadDataPolicy.Fail"/>.</summary>
        public BadDataPolicy OnBadImage { get; set; } = BadDataPolicy.Fail;

        /// <summary>What to do with a box that has no area, lies outside its image, or has no class. Default <see cref="BadDataPolicy.Fail"/>.</summary>
        public BadDataPolicy OnBadBox { get; set; } = BadDataPolicy.Fail;

        /// <summary>Memory for decoded training images, in MiB; what does not fit waits in a temporary file. Default 2048.</summary>
        public int CacheMegabytes { get; set; } = 2048;

        /// <summary>
        /// Larger training images wait at this size, in pixels of their longer side, 0 or more; 0 keeps every image as it is. Default null: four
        /// times the network's longer side, of which a crop to a third of each side still fills the network's input. Data of a
        /// <see cref="ValidationSet"/> stay as they are; what <see cref="ValidationFraction"/> holds out does not, which moves AP by size only.
        /// </summary>
        public int? CacheLongestSide { get; set; }

        /// <summary>Called after each batch and each epoch, on the training thread. Default null.</summary>
        public IProgress<TrainingProgress>? Progress { get; set; }

        /// <summary>Stops the training early; Fit then returns the best model so far. Default none.</summary>
        public CancellationToken CancellationToken { get; set; }

        /// <summary>
        /// The recipe that these options came from (<see cref="MLNetDetection.Recipe.ToOptions"/>); it is saved with the model. Changes of the
        /// options are not written into it. Default null.
        /// </summary>
        public Recipe? Recipe { get; set; }

        internal bool IsArchitectureGiven { get; private set; }

        internal ImageGeometry Geometry => new(SourceImageColumnName is null ? null : ResizeKind, ResizeAnchor);

        internal SsdColumns Columns => new(
            ImageColumnName, SourceImageColumnName, PredictedLabelColumnName, PredictedBoundingBoxColumnName, ScoreColumnName);

        internal int TrainingLongestSide => CacheLongestSide ?? 4 * Math.Max(Architecture.InputWidth, Architecture.InputHeight);

        internal void Check()
        {
            ArgumentNullException.ThrowIfNull(Architecture);
            ArgumentNullException.ThrowIfNull(Training);
            ArgumentNullException.ThrowIfNull(Detection);
            ArgumentNullException.ThrowIfNull(FreshWeights);
            FreshWeights.Validate();
            Training.Validate();
            Detection.Validate();
            foreach ((string name, string value) in new[]
            {
                (nameof(ImageColumnName), ImageColumnName), (nameof(LabelColumnName), LabelColumnName),
                (nameof(BoundingBoxColumnName), BoundingBoxColumnName), (nameof(DifficultColumnName), DifficultColumnName),
                (nameof(PredictedLabelColumnName), PredictedLabelColumnName), (nameof(ScoreColumnName), ScoreColumnName),
                (nameof(PredictedBoundingBoxColumnName), PredictedBoundingBoxColumnName),
            })
            {
                Require(!string.IsNullOrEmpty(value), name, "is empty");
            }

            string[] outputs = [PredictedLabelColumnName, PredictedBoundingBoxColumnName, ScoreColumnName];
            Require(outputs.Distinct().Count() == outputs.Length, nameof(ScoreColumnName), "names the same column as another output");
            Require(SourceImageColumnName is null == ResizeKind is null, nameof(ResizeKind),
                $"and {nameof(SourceImageColumnName)} belong together: set both, or neither");
            Require(SourceImageColumnName != ImageColumnName, nameof(SourceImageColumnName),
                $"is the column '{ImageColumnName}' itself: let ResizeImages write a second column, or set neither it nor {nameof(ResizeKind)}");
            Require(PredictionBatchSize is >= 1 and <= SsdTransformer.MaxBatchSize, nameof(PredictionBatchSize), $"is {PredictionBatchSize}; it must be 1 to {SsdTransformer.MaxBatchSize}");
            Require(ValidationFraction is >= 0 and <= 0.9, nameof(ValidationFraction), $"is {ValidationFraction}; it must be 0 to 0.9");
            Require(Enum.IsDefined(InitialWeightsStrictness), nameof(InitialWeightsStrictness), $"is {InitialWeightsStrictness}, which is none");
            Require(CacheLongestSide is null or >= 0, nameof(CacheLongestSide), $"is {CacheLongestSide}; it must not be negative");
            Require(InitialModel is null || InitialWeights is null, nameof(InitialModel), $"and {nameof(InitialWeights)} exclude each other");
            Require(CacheMegabytes >= 0, nameof(CacheMegabytes), $"is {CacheMegabytes}; it must not be negative");
        }

        private static void Require(bool condition, string option, string fault)
        {
            if (!condition)
            {
                throw new ArgumentException($"The option {option} {fault}.", option);
            }
        }
    }
}
