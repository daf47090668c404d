using System.Globalization;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning.Volumes;

/// <summary>Names for volumes that are added: the stem with the next free number.</summary>
internal static class VolumeNames
{
    public static string Next(string stem, PodView pod, InjectionPlan plan)
    {
        for (var number = 0; ; number++)
        {
            var name = stem + number.ToString(CultureInfo.InvariantCulture);
            if (pod.Volume(name) is null && !plan.Volumes.Exists(volume => volume.Name == name))
            {
                return name;
            }
        }
    }
}
