namespace MLNetDetection.Core.Datasets.Inspection;

/// <summary>How much a finding matters.</summary>
public enum InspectionSeverity
{
    /// <summary>Worth knowing; handled without an option.</summary>
    Note,

    /// <summary>Training works, and may work worse for it.</summary>
    Warning,

    /// <summary>Training stops here, unless an option leaves it out.</summary>
    Error,
}
