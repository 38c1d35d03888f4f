using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Data;

namespace MLNetDetection.Evaluation;

/// <summary>Finds the columns of an evaluation, or says what is wrong with one.</summary>
internal static class EvaluationColumns
{
    public static DataViewSchema.Column Label(DataViewSchema schema, string role, string name) => ColumnChecks.Require(
        schema, role, name, "keys (uint) or text, a vector with one per object or one value",
        type => ColumnChecks.IsKey(type) || ColumnChecks.IsTextVector(type) || type is TextDataViewType);

    public static DataViewSchema.Column Boxes(DataViewSchema schema, string role, string name) =>
        ColumnChecks.Require(schema, role, name, ColumnChecks.FloatVector, ColumnChecks.IsFloatVector);

    public static DataViewSchema.Column Scores(DataViewSchema schema, string name) => ColumnChecks.Require(
        schema, "score", name, "vector of float, or one float", type => ColumnChecks.IsFloatVector(type) || type.RawType == typeof(float));

    public static DataViewSchema.Column Image(DataViewSchema schema, string name) => ColumnChecks.Require(
        schema, "image", name, "text, keys, int or long; one value, or a vector with one per box", ImageColumn.Accepts);
}
