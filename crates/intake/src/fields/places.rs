//! Towns that are known as places even where a dateline prints them in small letters and says nothing more.
//!
//! Capitals and large cities only: a word that is missing here costs nothing, since its dateline then simply stays in
//! the text.

use crate::words::{Words, words};

/// Capitals and large cities as English papers write them.
const CITIES: Words = words!(
    "Abidjan|Abu Dhabi|Abuja|Accra|Addis Ababa|Aden|Adelaide|Ajman|Aleppo|Alexandria|Algiers|Almaty|\
Amman|Amsterdam|Ankara|Antananarivo|Asmara|Astana|Athens|Atlanta|Auckland|Baghdad|Baku|Bamako|Bangalore|Bangkok|\
Barcelona|Basra|Beijing|Beirut|Belfast|Belgrade|Berlin|Bern|Bogota|Bogotá|Boston|Brasilia|Brasília|Bratislava|\
Brazzaville|Brisbane|Brussels|Bucharest|Budapest|Buenos Aires|Bujumbura|Bulawayo|Cairo|Calgary|Canberra|Cape Town|\
Caracas|Cardiff|Casablanca|Chandigarh|Chennai|Chicago|Chisinau|Christchurch|Colombo|Conakry|Copenhagen|Dakar|Dallas|\
Damascus|Dar es Salaam|Darwin|Delhi|Denver|Detroit|Dhaka|Djibouti|Dodoma|Doha|Dubai|Dublin|Durban|Dushanbe|Edinburgh|\
Frankfurt|Freetown|Gaborone|Gaza|Geneva|Georgetown|Glasgow|Guatemala City|Guayaquil|Hamburg|Hanoi|Harare|Havana|\
Helsinki|Hobart|Hong Kong|Honolulu|Houston|Hyderabad|Islamabad|Istanbul|Jaipur|Jakarta|Jeddah|Jerusalem|Johannesburg|\
Juba|Kabul|Kampala|Karachi|Kathmandu|Khartoum|Kigali|Kingston|Kinshasa|Kolkata|Kuala Lumpur|Kuwait City|Kyiv|Kyoto|\
La Paz|Lagos|Lahore|Libreville|Lilongwe|Lima|Lisbon|Ljubljana|London|Los Angeles|Luanda|Lusaka|Luxembourg|Madrid|\
Malabo|Managua|Manama|Manchester|Manila|Maputo|Maseru|Mbabane|Mecca|Medina|Melbourne|Mexico City|Miami|Milan|Minsk|\
Mogadishu|Mombasa|Monrovia|Montevideo|Montreal|Moscow|Mumbai|Munich|Muscat|Nairobi|Naypyitaw|New Delhi|New York|\
Niamey|Nicosia|Nizwa|Nouakchott|Osaka|Oslo|Ottawa|Ouagadougou|Panama City|Paramaribo|Paris|Perth|Philadelphia|\
Phnom Penh|Port Louis|Port Moresby|Port of Spain|Port-au-Prince|Prague|Pretoria|Pyongyang|Quito|Rabat|Ramallah|Riga|\
Rio de Janeiro|Riyadh|Rome|Rustenburg|Salalah|San Francisco|San José|San Salvador|Sanaa|Santiago|Santo Domingo|\
Sao Paulo|São Paulo|Sarajevo|Seattle|Seoul|Shanghai|Sharjah|Singapore|Skopje|Sofia|Srinagar|Stockholm|Strasbourg|\
Suva|Sydney|Taipei|Tallinn|Tashkent|Tbilisi|Tegucigalpa|Tehran|Tel Aviv|The Hague|Thimphu|Tirana|Tokyo|Toronto|\
Tripoli|Tunis|Ulaanbaatar|Vancouver|Vienna|Vientiane|Vilnius|Warsaw|Washington|Wellington|Windhoek|Yangon|Yaounde|\
Yerevan|Zagreb|Zanzibar|Zurich",
);

/// Whether a place is one of them.
pub(crate) fn is_city(place: &str) -> bool {
    CITIES.contains(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cities_are_known_by_their_whole_name() {
        assert!(is_city("Cape Town"));
        assert!(is_city("Zurich"));
        assert!(!is_city("Cape"));
        assert!(!is_city(""));
    }
}
