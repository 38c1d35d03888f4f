namespace MLNetDetection.Torch.Coding;

/// <summary>Between a class id (data, from 0) and a label (the network's, where 0 is background). Nothing else converts.</summary>
public static class LabelMap
{
    /// <summary>The network's label of background.</summary>
    public const int Background = 0;

    /// <summary>The label of a class id.</summary>
    public static int ToLabel(int classId) => classId + 1;

    /// <summary>The class id of a label over 0.</summary>
    public static int ToClassId(int label) => label - 1;
}
