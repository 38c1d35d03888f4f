using System.Text.Json.Nodes;
using MLNetDetection.Core.Augmentation;
using MLNetDetection.Recipes.Binding;
using MLNetDetection.Recipes.Reading;
using MLNetDetection.Recipes.Sections;
using MLNetDetection.Torch.Coding;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Losses;
using MLNetDetection.Torch.Matching;
using MLNetDetection.Torch.Sampling;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Recipes;

/// <summary>Makes a recipe's values into options; the tree is complete afterwards.</summary>
internal sealed class RecipeResolver
{
    private const string Network = "network", Preparation = "preprocessing", Anchors = "anchors", Coder = "coder", Matcher = "matcher", Sampler = "sampler", Loss = "loss",
        Training = "training", Augmentation = "augmentation", Mixing = "mixing", Detection = "detection", Data = "data";

    private static readonly string[] _sections =
        [RecipeLoader.DescriptionKey, Network, Preparation, Anchors, Coder, Matcher, Sampler, Loss, Training, Augmentation, Mixing, Detection, Data];

    // They have sections of their own, or belong to a run and not to a recipe.
    private static readonly string[] _hidden =
        [nameof(TrainingOptions.Augmentation), nameof(TrainingOptions.Mixing), nameof(TrainingOptions.Hooks), nameof(TrainingOptions.CheckpointFolder), nameof(TrainingOptions.Resume)];

    private readonly RecipeTree _tree;
    private readonly RecipeNode _root;

    private RecipeResolver(RecipeTree tree) => (_tree, _root) = (tree, tree.Node);

    /// <exception cref="InvalidDataException">A key is unknown or a value wrong; the message names file and path.</exception>
    public static SsdTrainer.Options Resolve(RecipeTree tree) => new RecipeResolver(tree).Resolve();

    private SsdTrainer.Options Resolve()
    {
        foreach ((string key, JsonNode? value) in _tree.Root)
        {
            if (!_sections.Contains(key))
            {
                throw _root.Child(key, value).Fault($"There is no such section. {NearestName.Advice(key, _sections)}");
            }
        }

        var plain = new RecipeBinder(new Dictionary<string, object>(), _hidden);
        NetworkSection network = plain.Bind<NetworkSection>(_root.Section(Network));
        SsdArchitecture named = Named(network);
        int width = network.Width ?? named.InputWidth, height = network.Height ?? named.InputHeight;
        var binder = new RecipeBinder(new Dictionary<string, object> { ["width"] = width, ["height"] = height }, _hidden);
        DataSection data = binder.Bind<DataSection>(_root.Section(Data));
        TrainingOptions training = binder.Bind<TrainingOptions>(_root.Section(Training));
        training.Augmentation = ReadAugmentation(binder) ?? training.Augmentation;
        training.Mixing = binder.BindOptional<IPictureMix>(_root, Mixing);
        var options = new SsdTrainer.Options
        {
            Architecture = Architecture(named, network, width, height, binder),
            Training = training,
            Detection = binder.Bind(_root.Section(Detection), named.Detection),
            InitialWeights = network.InitialWeights,
            InitialWeightsStrictness = network.InitialWeightsStrictness,
            FreshWeights = network.FreshWeights,
            ValidationFraction = data.ValidationFraction,
            OnBadImage = data.OnBadImage,
            OnBadBox = data.OnBadBox,
            CacheMegabytes = data.CacheMegabytes,
            PredictionBatchSize = data.PredictionBatchSize,
        };
        Sort();
        return options;
    }

    private SsdArchitecture Named(NetworkSection network)
    {
        NamedNetwork? known = SsdNetworks.All.FirstOrDefault(n => n.Name == network.Name);
        RecipeNode section = _root.Section(Network);
        if (known is null)
        {
            throw section.Child("name", null).Fault($"There is no network '{network.Name}'. {NearestName.Advice(network.Name, SsdNetworks.All.Select(n => n.Name))}");
        }

        SsdArchitecture named = known.Create();
        if (named is TinySsd tiny)
        {
            return At(section, () => new TinySsd(network.Width ?? tiny.InputWidth, network.Height ?? tiny.InputHeight, network.Channels ?? tiny.Channels));
        }

        return network.Channels is null ? named : throw section.Child("channels", null).Fault($"Only the network 'tiny' has it, not '{network.Name}'.");
    }

    // A network that a recipe leaves as it is stays what it is; otherwise its parts are put together anew.
    private SsdArchitecture Architecture(SsdArchitecture named, NetworkSection network, int width, int height, RecipeBinder binder)
    {
        string[] parts = [Preparation, Anchors, Coder, Matcher, Sampler, Loss];
        bool changed = parts.Any(key => _tree.Root[key] is not null);
        if (!changed && width == named.InputWidth && height == named.InputHeight)
        {
            return named;
        }

        Preprocessing preparation = binder.BindOptional(_root, Preparation, named.Preprocessing) ?? named.Preprocessing;
        MatcherOptions matcher = binder.BindOptional(_root, Matcher, named.Matching) ?? named.Matching;
        MultiBoxLossOptions loss = binder.BindOptional(_root, Loss, named.Loss) ?? named.Loss;
        var anchors = binder.BindOptional<AnchorForm>(_root, Anchors);
        IBoxCoder coder = binder.BindOptional<IBoxCoder>(_root, Coder) ?? named.Coder;
        IAnchorSampler? sampler = binder.BindOptional<IAnchorSampler>(_root, Sampler) ?? named.Sampler;
        return At(_root.Section(Network), () => named.WithParts(width, height, preparation, anchors?.Create(width, height), coder, matcher, sampler, loss));
    }

    private IAugmentation? ReadAugmentation(RecipeBinder binder)
    {
        if (_tree.Root[Augmentation] is not { } value)
        {
            return null;
        }

        RecipeNode node = _root.Child(Augmentation, value);
        if (value is JsonArray steps)
        {
            return new AugmentationChain([.. steps.Select((step, i) => binder.Bind<IAugmentation>(node.Child(i, step)))]);
        }

        var presets = new Dictionary<string, IAugmentation>
        {
            ["none"] = AugmentationPresets.None, ["light"] = AugmentationPresets.Light, ["ssdPaper"] = AugmentationPresets.SsdPaper,
        };
        return presets.GetValueOrDefault(value.ToString()) ?? throw node.Wrong($"a list of steps, or one of {string.Join(", ", presets.Keys)}");
    }

    private static T At<T>(RecipeNode node, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException e)
        {
            int end = e.Message.IndexOf(" (Parameter '", StringComparison.Ordinal);
            throw node.Fault(end < 0 ? e.Message : e.Message[..end]);
        }
    }

    private void Sort()
    {
        JsonObject root = _tree.Root;
        foreach (string key in _sections)
        {
            if (root[key] is { } value)
            {
                root.Remove(key);
                root.Add(key, value);
            }
            else
            {
                root.Remove(key);
            }
        }
    }
}
