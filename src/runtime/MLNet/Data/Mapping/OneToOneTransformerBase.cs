using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A transformer that makes each output column from one input column.</summary>
public abstract class OneToOneTransformerBase : RowToRowTransformerBase
{
    internal readonly (string outputColumnName, string inputColumnName)[] ColumnPairs;

    private protected OneToOneTransformerBase(IHost host, params (string outputColumnName, string inputColumnName)[] columns)
        : base(host)
    {
        host.CheckValue(columns, nameof(columns));
        var names = new HashSet<string>();
        foreach (var (output, input) in columns)
        {
            host.CheckNonEmpty(input, nameof(columns));
            host.CheckNonEmpty(output, nameof(columns));
            if (!names.Add(output))
            {
                throw Contracts.ExceptParam(nameof(columns), $"Name of the result column '{output}' specified multiple times");
            }
        }
        ColumnPairs = columns;
    }

    // Binary form: the number of pairs, then the output's and the input's name of each.
    private protected OneToOneTransformerBase(IHost host, ModelLoadContext ctx)
        : base(host)
    {
        int count = ctx.Reader.ReadInt32();
        host.CheckDecode(count >= 0);
        var pairs = new List<(string, string)>();
        for (int i = 0; i < count; i++)
        {
            string output = ctx.LoadNonEmptyString();
            pairs.Add((output, ctx.LoadNonEmptyString()));
        }
        ColumnPairs = pairs.ToArray();
    }

    private protected void SaveColumns(ModelSaveContext ctx)
    {
        ctx.Writer.Write(ColumnPairs.Length);
        foreach (var (output, input) in ColumnPairs)
        {
            ctx.SaveNonEmptyString(output);
            ctx.SaveNonEmptyString(input);
        }
    }

    /// <summary>Overridden to refuse input columns of the wrong type.</summary>
    private protected virtual void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol)
    {
    }

    /// <summary>A mapper that has looked up its input columns.</summary>
    private protected abstract class OneToOneMapperBase : MapperBase
    {
        /// <summary>The input column of each output column.</summary>
        protected readonly Dictionary<int, int> ColMapNewToOld = new();

        protected OneToOneMapperBase(IHost host, OneToOneTransformerBase parent, DataViewSchema inputSchema)
            : base(host, inputSchema)
        {
            for (int i = 0; i < parent.ColumnPairs.Length; i++)
            {
                string input = parent.ColumnPairs[i].inputColumnName;
                if (!inputSchema.TryGetColumnIndex(input, out int source))
                {
                    throw parent.Host.ExceptSchemaMismatch(nameof(inputSchema), "input", input);
                }
                parent.CheckInputColumn(inputSchema, i, source);
                ColMapNewToOld.Add(i, source);
            }
        }

        private protected override Func<int, bool> GetDependenciesCore(Func<int, bool> activeOutput)
        {
            var needed = new HashSet<int>();
            foreach (var (output, input) in ColMapNewToOld)
            {
                if (activeOutput(output))
                {
                    needed.Add(input);
                }
            }
            return needed.Contains;
        }
    }
}
