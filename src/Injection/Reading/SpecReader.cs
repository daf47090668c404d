namespace ConfigSync.Injection.Reading;

/// <summary>Reads the fields of a Pod's spec that injection looks at.</summary>
internal static class SpecReader
{
    public static void Read(ref FieldReader json, PodView pod)
    {
        pod.ForgetSpec();
        pod.HasSpec = json.EnterObject();
        while (pod.HasSpec && json.NextField())
        {
            if (json.Is("volumes"u8))
            {
                pod.Volumes = VolumeReader.ReadAll(ref json);
            }
            else if (json.Is("containers"u8))
            {
                pod.Containers = ContainerReader.ReadAll(ref json, "/spec/containers") ?? [];
            }
            else if (json.Is("initContainers"u8))
            {
                pod.InitContainers = ContainerReader.ReadAll(ref json, "/spec/initContainers");
            }
            else if (json.Is("securityContext"u8))
            {
                pod.Security = ReadSecurity(ref json);
            }
            else if (json.Is("imagePullSecrets"u8))
            {
                // Passed over, but as strictly as it is read, for a malformed list to be found in any Pod.
                var start = json.ValueStart;
                pod.PullSecrets = ReadPullSecrets(ref json, names: null) ? start..json.ValueEnd : null;
            }
            else
            {
                ReadValue(ref json, pod);
            }
        }
    }

    /// <summary>The security context of a Pod or of a container: they share the fields that matter here.</summary>
    public static SecurityView? ReadSecurity(ref FieldReader json)
    {
        if (!json.EnterObject())
        {
            return null;
        }

        var security = new SecurityView();
        while (json.NextField())
        {
            if (json.Is("runAsUser"u8))
            {
                security.User = json.Number();
            }
            else if (json.Is("runAsGroup"u8))
            {
                security.Group = json.Number();
            }
            else if (json.Is("runAsNonRoot"u8))
            {
                security.NonRoot = json.Boolean();
            }
            else if (json.Is("fsGroup"u8))
            {
                security.FileSystemGroup = json.Number();
            }
            else
            {
                ReadConfinement(ref json, security);
            }
        }

        return security;
    }

    /// <summary>Reads the names of pull secrets, or just checks them; false for null.</summary>
    public static bool ReadPullSecrets(ref FieldReader json, List<string>? names)
    {
        if (!json.EnterArray())
        {
            return false;
        }

        while (json.NextObject())
        {
            string? name = null;
            while (json.NextField())
            {
                if (!json.Is("name"u8))
                {
                    json.Skip();
                }
                else if (names is null)
                {
                    json.CheckString();
                }
                else
                {
                    name = json.String();
                }
            }

            names?.Add(name ?? "");
        }

        return true;
    }

    private static void ReadConfinement(ref FieldReader json, SecurityView security)
    {
        if (json.Is("capabilities"u8))
        {
            security.Capabilities = CapabilityReader.Read(ref json);
        }
        else if (json.Is("seccompProfile"u8))
        {
            security.Seccomp = Where(ref json);
        }
        else if (json.Is("appArmorProfile"u8))
        {
            security.AppArmor = Where(ref json);
        }
        else if (json.Is("seLinuxOptions"u8))
        {
            security.SeLinux = Where(ref json);
        }
        else
        {
            json.Skip();
        }
    }

    private static Range? Where(ref FieldReader json)
    {
        var start = json.ValueStart;
        json.Skip();
        return json.IsNull ? null : start..json.ValueEnd;
    }

    private static void ReadValue(ref FieldReader json, PodView pod)
    {
        if (json.Is("hostPID"u8))
        {
            pod.HostPid = json.Boolean() ?? false;
        }
        else if (json.Is("resources"u8))
        {
            pod.Resources = ResourcesReader.Read(ref json);
        }
        else if (json.Is("hostNetwork"u8))
        {
            pod.HostNetwork = json.Boolean() ?? false;
        }
        else if (json.Is("shareProcessNamespace"u8))
        {
            pod.ShareProcessNamespace = json.Boolean();
        }
        else if (json.Is("restartPolicy"u8))
        {
            pod.RestartPolicy = json.String();
        }
        else if (json.Is("terminationGracePeriodSeconds"u8))
        {
            pod.TerminationGracePeriodSeconds = json.Number();
        }
        else if (json.Is("os"u8))
        {
            pod.IsWindows |= IsWindows(ref json, "name"u8);
        }
        else if (json.Is("nodeSelector"u8))
        {
            pod.IsWindows |= IsWindows(ref json, "kubernetes.io/os"u8);
        }
        else
        {
            json.Skip();
        }
    }

    private static bool IsWindows(ref FieldReader json, ReadOnlySpan<byte> field)
    {
        string? system = null;
        if (!json.EnterObject())
        {
            return false;
        }

        while (json.NextField())
        {
            if (json.Is(field))
            {
                system = json.String();
            }
            else
            {
                json.Skip();
            }
        }

        return system == "windows";
    }
}
