using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The names and types of the usual annotations.</summary>
internal static class AnnotationUtils
{
    public static bool HasSlotNames(this DataViewSchema.Column column, int vectorSize)
        => vectorSize > 0
            && column.Annotations.Schema.GetColumnOrNull(Kinds.SlotNames)?.Type is VectorDataViewType type
            && type.Size == vectorSize
            && type.ItemType is TextDataViewType;

    public static VectorDataViewType GetNamesType(int size)
    {
        Contracts.CheckParam(size > 0, nameof(size), "must be known size");
        return new VectorDataViewType(TextDataViewType.Instance, size);
    }

    /// <summary>The annotations' names.</summary>
    public static class Kinds
    {
        /// <summary>Names of a vector's slots, text.</summary>
        public const string SlotNames = "SlotNames";

        /// <summary>The values behind keys, the first for key 1.</summary>
        public const string KeyValues = "KeyValues";

        /// <summary>Whether the numbers are scaled.</summary>
        public const string IsNormalized = "IsNormalized";

        /// <summary>Which columns belong to one scoring.</summary>
        public const string ScoreColumnSetId = "ScoreColumnSetId";

        /// <summary>The task of a score column.</summary>
        public const string ScoreColumnKind = "ScoreColumnKind";

        /// <summary>What of a scoring a column holds.</summary>
        public const string ScoreValueKind = "ScoreValueKind";
    }
}
