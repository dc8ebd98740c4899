import { addMonths, format } from "date-fns";
import { fr } from "date-fns/locale/fr";

export const value = format(addMonths(new Date(2024, 0, 31), 1), "EEEE d MMMM yyyy", { locale: fr });
export const want = "jeudi 29 février 2024";
