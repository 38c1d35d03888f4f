namespace MLNetDetection.Core.Metrics.Explanations;

/// <summary>One kind of error.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Count">How often it happens.</param>
/// <param name="ApLost">dAP: what AP at this IoU would gain if only these errors were mended, in [0, 1]; tidecv prints 100 times that.</param>
public sealed record ErrorShare(ErrorKind Kind, int Count, double ApLost)
{
    /// <summary>TIDE's short name, such as "Cls".</summary>
    public string ShortName => Kind switch
    {
        ErrorKind.Classification => "Cls",
        ErrorKind.Localization => "Loc",
        ErrorKind.Both => "Both",
        ErrorKind.Duplicate => "Dupe",
        ErrorKind.Background => "Bkg",
        _ => "Miss",
    };
}
