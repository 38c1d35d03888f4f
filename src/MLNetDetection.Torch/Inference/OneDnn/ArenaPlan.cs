namespace MLNetDetection.Torch.Inference.OneDnn;

/// <summary>Gives maps places in one block; maps that are never needed at the same time share theirs.</summary>
internal static class ArenaPlan
{
    private const long Alignment = 64;

    /// <returns>Bytes of the block.</returns>
    public static long Assign(IReadOnlyList<Operation> operations)
    {
        var owners = new List<Slot>();
        for (int i = 0; i < operations.Count; i++)
        {
            foreach (Slot slot in operations[i].Arguments.Select(argument => argument.Slot.Owner).Where(slot => slot.Place == SlotPlace.Arena))
            {
                if (slot.First < 0)
                {
                    slot.First = i;
                    owners.Add(slot);
                }

                slot.Last = i;
            }
        }

        long total = 0;
        var placed = new List<Slot>();
        foreach (Slot slot in owners.OrderByDescending(slot => slot.Layout.Bytes))
        {
            long offset = 0;
            foreach (Slot other in placed.Where(other => other.First <= slot.Last && slot.First <= other.Last).OrderBy(other => other.Offset))
            {
                if (offset + slot.Layout.Bytes <= other.Offset)
                {
                    break;
                }

                offset = Math.Max(offset, Aligned(other.Offset + other.Layout.Bytes));
            }

            slot.Offset = offset;
            placed.Add(slot);
            total = Math.Max(total, offset + slot.Layout.Bytes);
        }

        return total;
    }

    private static long Aligned(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;
}
