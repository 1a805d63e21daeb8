namespace Salt.Tests.Fuzzing.Doors;

/// <summary>Every door by its name.</summary>
internal static class DoorTable
{
    private static readonly Dictionary<string, Func<IDoor>> Doors = new()
    {
        ["enrolment"] = () => new EnrolmentDoor(),
        ["hub"] = () => new HubDoor(),
        ["control"] = () => new ControlDoor(),
        ["targets"] = TargetDoors.Targets,
        ["arguments"] = ArgumentDoors.Arguments,
        ["yaml"] = RenderingDoors.Yaml,
        ["jinja"] = RenderingDoors.Jinja,
        ["cron"] = TimeDoors.Cron,
        ["when"] = TimeDoors.When,
        ["configuration"] = () => new ConfigurationDoor(),
        ["folders"] = () => new FoldersDoor(),
    };

    public static IReadOnlyList<string> Names => [.. Doors.Keys];

    public static IDoor Open(string name) => Doors[name]();
}
