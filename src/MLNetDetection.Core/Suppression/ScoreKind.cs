namespace MLNetDetection.Core.Suppression;

/// <summary>What a detector's numbers per box and column are.</summary>
public enum ScoreKind
{
    /// <summary>Probabilities as they are.</summary>
    Probability = 0,

    /// <summary>Logits of a softmax over all columns of a box, the background's too.</summary>
    SoftmaxLogit = 1,

    /// <summary>Logits of a sigmoid for each column alone.</summary>
    SigmoidLogit = 2,
}
