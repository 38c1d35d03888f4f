namespace MLNetDetection.Torch.Inference.OneDnn;

/// <summary>Where a slot's memory is.</summary>
internal enum SlotPlace
{
    /// <summary>The session's own.</summary>
    Arena,

    /// <summary>The caller's pixels.</summary>
    Input,

    /// <summary>The caller's class scores.</summary>
    Logits,

    /// <summary>The caller's box deltas.</summary>
    Deltas,

    /// <summary>What a primitive needs while it runs; one block for all.</summary>
    Scratch,

    /// <summary>The network's weights.</summary>
    Constant,
}
