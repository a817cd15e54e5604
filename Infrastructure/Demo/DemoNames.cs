namespace Collab.Infrastructure.Demo;

/// <summary>Names of many places; every pair of first and last name stands for one person.</summary>
internal static class DemoNames
{
    public static readonly string[] First =
    [
        "Ada", "Amara", "Anna", "Aylin", "Beatriz", "Bo", "Camille", "Carlos", "Chiara", "Chloé", "Daniel", "Deepa", "Diego", "Elena", "Elif", "Emeka",
        "Emma", "Erik", "Fatima", "Felix", "Fiona", "François", "Freja", "Grace", "Hana", "Haruto", "Hugo", "Ines", "Ingrid", "Isaac", "Ivan", "Jakub",
        "Jana", "Javier", "Jens", "Jonas", "José", "Julia", "Kaito", "Karin", "Kofi", "Lars", "Laura", "Layla", "Leon", "Lina", "Liu", "Lucía",
        "Magnus", "Maja", "Malik", "Marco", "Maria", "Mateo", "Mehmet", "Mei", "Mia", "Milan", "Mónica", "Nadia", "Naomi", "Nikhil", "Nina", "Noah",
        "Nora", "Olga", "Oliver", "Omar", "Oskar", "Paula", "Pavel", "Petra", "Priya", "Rafael", "Rania", "Ravi", "Rosa", "Ruth", "Samuel", "Sara",
        "Selim", "Sofia", "Søren", "Stefan", "Sven", "Tariq", "Thandi", "Theo", "Tomás", "Uma", "Valentina", "Viktor", "Wei", "Yara", "Yasmin", "Yuki",
        "Zofia", "Zoë", "Łukasz", "Ørjan",
    ];

    public static readonly string[] Last =
    [
        "Abbott", "Adeyemi", "Ahmed", "Almeida", "Andersen", "Bauer", "Becker", "Bergström", "Bianchi", "Blom", "Bondarenko", "Brandt", "Campbell", "Castro",
        "Chen", "Costa", "Cruz", "Dahl", "Demir", "Diallo", "Dubois", "Duarte", "Eklund", "Eriksen", "Esposito", "Farouk", "Fernández", "Fischer", "Fontaine",
        "Fuchs", "García", "Gomes", "Grau", "Gupta", "Haddad", "Hansen", "Hayashi", "Herrera", "Hoffmann", "Horvat", "Ibrahim", "Ito", "Ivanov", "Jansen",
        "Jensen", "Johansson", "Joshi", "Kaya", "Keller", "Khan", "Kim", "Kiss", "Koch", "Kowalski", "Krause", "Kumar", "Lang", "Laurent", "Lehmann",
        "Lindqvist", "Lopez", "Lovelace", "Ludwig", "Maier", "Marino", "Martin", "Mbeki", "Meyer", "Moreau", "Moretti", "Müller", "Murphy", "Nakamura",
        "Ndiaye", "Neumann", "Nguyen", "Nielsen", "Novak", "O'Brien", "Okafor", "Oliveira", "Olsen", "Öztürk", "Papadopoulos", "Park", "Patel", "Pereira",
        "Petrov", "Popescu", "Quist", "Ramos", "Reyes", "Ricci", "Rossi", "Roux", "Sato", "Schmidt", "Schneider", "Sharma", "Silva", "Singh", "Sørensen",
        "Suzuki", "Svensson", "Takahashi", "Tan", "Torres", "Tóth", "Usman", "Vargas", "Vasquez", "Verma", "Vogel", "Wagner", "Wang", "Weber", "Weiss",
        "Wilson", "Wójcik", "Wong", "Yamada", "Yıldız", "Young", "Zhang", "Zimmermann",
    ];

    public static readonly string[] Titles =
    [
        "Software engineer", "Product manager", "Designer", "Data analyst", "Support specialist", "Account manager", "Site reliability engineer", "Recruiter",
        "Technical writer", "Quality engineer", "Sales engineer", "Finance controller", "Office manager", "Security engineer", "Team lead", "Researcher",
        "Customer success manager", "Warehouse planner", "Field technician", "Legal counsel", "Marketing manager", "Procurement specialist", "Machine operator",
        "Logistics coordinator",
    ];
}
