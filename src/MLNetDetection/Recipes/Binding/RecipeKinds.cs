using MLNetDetection.Core.Augmentation;
using MLNetDetection.Recipes.Sections;
using MLNetDetection.Torch.Coding;
using MLNetDetection.Torch.Losses;
using MLNetDetection.Torch.Sampling;

namespace MLNetDetection.Recipes.Binding;

/// <summary>The names that a recipe's "type" has for each thing of several kinds.</summary>
internal static class RecipeKinds
{
    private static readonly Dictionary<Type, Dictionary<string, Type>> _kinds = new()
    {
        [typeof(ClassLoss)] = new()
        {
            ["softmaxCrossEntropy"] = typeof(SoftmaxCrossEntropy),
            ["softmaxFocal"] = typeof(SoftmaxFocal),
            ["sigmoidFocal"] = typeof(SigmoidFocal),
            ["ghmC"] = typeof(GhmC),
        },
        [typeof(BoxLoss)] = new()
        {
            ["smoothL1"] = typeof(SmoothL1),
            ["absolute"] = typeof(AbsoluteLoss),
            ["balancedL1"] = typeof(BalancedL1),
            ["ghmR"] = typeof(GhmR),
            ["iou"] = typeof(IouLoss),
        },
        [typeof(IBoxCoder)] = new()
        {
            ["centreSize"] = typeof(BoxCoder),
            ["cornerSize"] = typeof(CornerSizeCoder),
            ["tblr"] = typeof(TblrCoder),
        },
        [typeof(IAnchorSampler)] = new()
        {
            ["random"] = typeof(RandomSampler),
            ["instanceBalanced"] = typeof(InstanceBalancedSampler),
            ["iouBalanced"] = typeof(IouBalancedSampler),
            ["combined"] = typeof(CombinedSampler),
        },
        [typeof(AnchorForm)] = new()
        {
            ["defaultBoxes"] = typeof(DefaultBoxForm),
            ["sizesThenRatios"] = typeof(SizeRatioForm),
        },
        [typeof(IAugmentation)] = new()
        {
            ["horizontalFlip"] = typeof(HorizontalFlip),
            ["verticalFlip"] = typeof(VerticalFlip),
            ["photometricDistortion"] = typeof(PhotometricDistortion),
            ["ssdCrop"] = typeof(SsdCrop),
            ["ssdExpand"] = typeof(SsdExpand),
            ["randomResizedCrop"] = typeof(RandomResizedCrop),
            ["shiftScaleRotate"] = typeof(ShiftScaleRotate),
            ["multiScale"] = typeof(MultiScale),
            ["letterbox"] = typeof(Letterbox),
            ["stretch"] = typeof(Stretch),
        },
        [typeof(IPictureMix)] = new()
        {
            ["mosaic"] = typeof(Mosaic),
            ["mixUp"] = typeof(MixUp),
        },
    };

    /// <summary>Name and type of each kind, or null where the type has no kinds.</summary>
    public static IReadOnlyDictionary<string, Type>? Of(Type type) => _kinds.GetValueOrDefault(type);
}
