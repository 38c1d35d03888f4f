namespace MLNetDetection.Core.Metrics.Explanations;

/// <summary>TIDE's six ways to be wrong (Bolya et al., ECCV 2020), in its order.</summary>
public enum ErrorKind
{
    /// <summary>Cls: well placed, on an object of another class.</summary>
    Classification,

    /// <summary>Loc: the right class, with an IoU between background's and a match's.</summary>
    Localization,

    /// <summary>Both: neither the right class nor well placed, yet not on background.</summary>
    Both,

    /// <summary>Dupe: would be right, had a surer detection not found the object already.</summary>
    Duplicate,

    /// <summary>Bkg: no object is there.</summary>
    Background,

    /// <summary>Miss: an object that no detection found, nor would by mending its class or place.</summary>
    Missed,
}
