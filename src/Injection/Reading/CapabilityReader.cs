namespace ConfigSync.Injection.Reading;

/// <summary>Reads which of the capabilities that the agent could need a container takes from or adds to those that the runtime gives.</summary>
internal static class CapabilityReader
{
    public static CapabilityChanges Read(ref FieldReader json)
    {
        var changes = CapabilityChanges.None;
        if (!json.EnterObject())
        {
            return changes;
        }

        while (json.NextField())
        {
            if (json.Is("drop"u8))
            {
                changes |= ReadList(ref json, CapabilityChanges.DropsAll, CapabilityChanges.DropsKill, CapabilityChanges.DropsDacOverride);
            }
            else if (json.Is("add"u8))
            {
                changes |= ReadList(ref json, CapabilityChanges.AddsAll, CapabilityChanges.AddsKill, CapabilityChanges.AddsDacOverride);
            }
            else
            {
                json.Skip();
            }
        }

        return changes;
    }

    private static CapabilityChanges ReadList(ref FieldReader json, CapabilityChanges all, CapabilityChanges kill, CapabilityChanges dacOverride)
    {
        var changes = CapabilityChanges.None;
        if (!json.EnterArray())
        {
            return changes;
        }

        while (json.NextElement())
        {
            json.CheckString();
            changes |= json.IsValue("ALL"u8) ? all
                : json.IsValue("KILL"u8) ? kill
                : json.IsValue("DAC_OVERRIDE"u8) ? dacOverride
                : CapabilityChanges.None;
        }

        return changes;
    }
}
